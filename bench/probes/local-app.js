// The quickstart, with a throttle that does not stand in the way of what the local run can do.
const { App, Stack } = require('aws-cdk-lib/core');
const { ServerlessDataPipeline, TrackAuthorization } = require('cdk-serverless-data-pipeline');

const app = new App();
new ServerlessDataPipeline(new Stack(app, 'Quickstart'), 'Pipeline', {
  authorization: TrackAuthorization.none(),
  throttle: { rateLimit: 1_000_000, burstLimit: 1_000_000 },
});
app.synth();
