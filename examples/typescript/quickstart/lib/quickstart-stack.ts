import * as cdk from 'aws-cdk-lib/core';
import { ServerlessDataPipeline, TrackAuthorization } from 'cdk-serverless-data-pipeline';
import { Construct } from 'constructs';

export class QuickstartStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

    new ServerlessDataPipeline(this, 'Pipeline', {
      // Anyone who knows the URL may send events. Leave it out, and synth warns about it.
      authorization: TrackAuthorization.none(),
    });
  }
}
