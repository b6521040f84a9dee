// Synthesizes the resources of the pipeline from typed L1 classes alone. Arguments: how many stacks, the folder for the assembly, the folder of the handler.
const begin = performance.now();
const cpu = process.cpuUsage();
const fs = require('fs');
const path = require('path');
const { App, FileAssetPackaging, Stack } = require('aws-cdk-lib/core');
const addResources = require('./floor-stack.js');

const [count, outdir, handler, sourceHash] = process.argv.slice(2);
const app = new App({ outdir });
for (let index = 0; index < Number(count); index++) {
  const stack = new Stack(app, `Stack${index}`);
  addResources(stack);
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
