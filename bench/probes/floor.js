// Synthesizes the resources of the pipeline from typed L1 classes alone. Arguments: how many stacks, the folder for the assembly, the folder of the
// handler, its hash, and `Asset` to publish it with the CDK's own construct, as an app would.
const begin = performance.now();
const cpu = process.cpuUsage();
const fs = require('fs');
const path = require('path');
const { App, FileAssetPackaging, Stack } = require('aws-cdk-lib/core');
const addResources = require('./floor-stack.js');

const [count, outdir, handler, sourceHash, construct] = process.argv.slice(2);
const app = new App({ outdir });
for (let index = 0; index < Number(count); index++) {
  const stack = new Stack(app, `Stack${index}`);
  addResources(stack);
  if (construct === 'Asset') {
    const { Asset } = require('aws-cdk-lib/aws-s3-assets');
    new Asset(stack, 'Code', { path: handler });
    continue;
  }
  // The least that brings the code of the function into the assembly.
  const fileName = `asset.${sourceHash}.lambda`;
  fs.cpSync(handler, path.join(outdir, fileName), { recursive: true });
  stack.synthesizer.addFileAsset({ fileName, sourceHash, packaging: FileAssetPackaging.ZIP_DIRECTORY, displayName: 'Code' });
}
const constructed = performance.now();
app.synth();
const end = performance.now();
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ ms: end - begin, construct: constructed - begin, synth: end - constructed, cpu: (user + system) / 1000 }));
