// How long the library takes to import once the core of the CDK is there, which every app has. Argument: what is imported.
require('aws-cdk-lib/core');
require('constructs');

const before = new Set(Object.keys(require.cache));
const begin = performance.now();
const [what] = process.argv.slice(2);
if (what === 'library') {
  // Named, because a name may be what loads it.
  require('cdk-serverless-data-pipeline').ServerlessDataPipeline;
} else if (what === 'services') {
  ['apigateway', 'athena', 'cloudwatch', 'glue', 'iam', 'kinesisfirehose', 'lambda', 'logs', 's3'].forEach((name) => require(`aws-cdk-lib/aws-${name}`));
}
const ms = performance.now() - begin;
const modules = Object.keys(require.cache).filter((file) => !before.has(file)).length;
console.log(JSON.stringify({ ms, modules }));
