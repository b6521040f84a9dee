// What an import of the library loads beside the core of the CDK, which every app has.
require('aws-cdk-lib/core');
require('constructs');

const before = new Set(Object.keys(require.cache));
require('cdk-serverless-data-pipeline').ServerlessDataPipeline;
const loaded = Object.keys(require.cache).filter((file) => !before.has(file));
console.log(JSON.stringify(loaded.map((file) => file.replaceAll('\\', '/'))));
