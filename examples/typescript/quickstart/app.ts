import { App, Stack } from 'aws-cdk-lib';
import { ServerlessDataPipeline, TrackAuthorization } from 'cdk-serverless-data-pipeline';

const app = new App();
const stack = new Stack(app, 'Quickstart');

new ServerlessDataPipeline(stack, 'Pipeline', {
  // Anyone who knows the URL may send events. Leave it out, and synth warns about it.
  authorization: TrackAuthorization.none(),
});
