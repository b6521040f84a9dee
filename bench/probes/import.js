// How long the library takes to import above the core of the CDK. Arguments: what is imported, and `App` for a core as every app has it: the bare
// module loads nothing until one of its classes is named.
const [what, named] = process.argv.slice(2);
const core = require('aws-cdk-lib/core');
require('constructs');
if (named === 'App') {
  [core.App, core.Stack];
}

const before = new Set(Object.keys(require.cache));
const begin = performance.now();
if (what === 'library') {
  // Named, because a name may be what loads it.
  require('cdk-serverless-data-pipeline').ServerlessDataPipeline;
} else if (what === 'services') {
  ['apigateway', 'athena', 'cloudwatch', 'glue', 'iam', 'kinesisfirehose', 'lambda', 'logs', 's3'].forEach((name) => require(`aws-cdk-lib/aws-${name}`));
}
const ms = performance.now() - begin;
const modules = Object.keys(require.cache).filter((file) => !before.has(file)).length;
console.log(JSON.stringify({ ms, modules }));
