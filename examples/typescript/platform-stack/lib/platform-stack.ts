import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as cdk from 'aws-cdk-lib/core';
import { RequestContext, ServerlessDataPipeline, TrackAuthorization } from 'cdk-serverless-data-pipeline';
import { Construct } from 'constructs';

/**
 * Two pipelines of a platform: one API, one bucket, and no role without the permissions boundary that is named in cdk.json. Web pages send with a key;
 * services of the same account sign their requests.
 */
export class PlatformStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

    const api = new apigateway.RestApi(this, 'Api', {
      deployOptions: { stageName: 'live', metricsEnabled: true },
    });
    const bucket = new s3.Bucket(this, 'Events', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: cdk.Duration.days(7) }],
    });

    const web = new ServerlessDataPipeline(this, 'Web', {
      http: { api, path: 'web', context: [RequestContext.userAgent()] },
      authorization: TrackAuthorization.apiKey({
        throttle: { rateLimit: 50, burstLimit: 100 },
        quota: { limit: 1_000_000, period: apigateway.Period.DAY },
      }),
      bucket,
      dataPrefix: 'web/',
    });
    const services = new ServerlessDataPipeline(this, 'Services', {
      http: { api, path: 'services' },
      authorization: TrackAuthorization.iam(),
      throttle: { rateLimit: 500, burstLimit: 1_000 },
      bucket,
      dataPrefix: 'services/',
    });

    const worker = new iam.Role(this, 'Worker', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    services.grantTrack(worker);

    for (const pipeline of [web, services]) {
      cdk.Annotations.of(pipeline).acknowledgeWarning('cdk-serverless-data-pipeline:broughtBucket', 'the bucket is set up above');
    }
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(this, 'Boundary', this.node.getContext('permissionsBoundary'));
    iam.PermissionsBoundary.of(this).apply(boundary);
  }
}
