// Synthesizes pipelines. Arguments: how many, in `stacks` of their own or in one `stack`, the folder for the assembly.
const begin = performance.now();
const cpu = process.cpuUsage();
const { App, Stack } = require('aws-cdk-lib/core');
const { ServerlessDataPipeline } = require('cdk-serverless-data-pipeline');

const [count, where, outdir] = process.argv.slice(2);
const app = new App({ outdir });
const shared = where === 'stack' ? new Stack(app, 'Stack') : undefined;
for (let index = 0; index < Number(count); index++) {
  new ServerlessDataPipeline(shared ?? new Stack(app, `Stack${index}`), shared ? `Pipeline${index}` : 'Pipeline');
}
const constructed = performance.now();
app.synth();
const end = performance.now();
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ ms: end - begin, construct: constructed - begin, synth: end - constructed, cpu: (user + system) / 1000 }));
