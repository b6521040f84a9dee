// The app of a consumer: plain JavaScript, run with nothing on its PATH. Whatever would start a process fails it.
const childProcess = require('child_process');
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  childProcess[name] = (...args) => {
    throw new Error(`synth started a process: ${name}(${JSON.stringify(args[0])})`);
  };
}

const { App, Stack } = require('aws-cdk-lib');
const { ServerlessDataPipeline, Transform } = require('cdk-serverless-data-pipeline');

const app = new App();
new ServerlessDataPipeline(new Stack(app, 'Default'), 'Pipeline');
new ServerlessDataPipeline(new Stack(app, 'WithTransform'), 'Pipeline', { transform: Transform.node('transform.mjs') });
app.synth();
