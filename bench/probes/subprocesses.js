// Counts what synth starts. Every way that Node has to start a process is counted, and refused.
const childProcess = require('child_process');
let started = 0;
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  childProcess[name] = (...args) => {
    started++;
    console.error(`synth started a process: ${name}(${JSON.stringify(args[0])})`);
    return Object.assign(Buffer.alloc(0), { status: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), on() {}, unref() {} });
  };
}
const fs = require('fs');
const { App, Stack } = require('aws-cdk-lib/core');
const { ServerlessDataPipeline, Transform } = require('cdk-serverless-data-pipeline');

const [outdir] = process.argv.slice(2);
fs.writeFileSync('transform.mjs', 'export function transform(event) { return event; }\n');
const app = new App({ outdir });
new ServerlessDataPipeline(new Stack(app, 'Default'), 'Pipeline');
new ServerlessDataPipeline(new Stack(app, 'WithTransform'), 'Pipeline', { transform: Transform.node('transform.mjs') });
app.synth();
console.log(JSON.stringify({ started }));
