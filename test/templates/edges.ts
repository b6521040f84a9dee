import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { App } from 'aws-cdk-lib/core';
import { Aws, CfnOutput, Size, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccessLog, BatchMode, RequestContext, ServerlessDataPipeline, TrackAuthorization, WebAcl } from '../../src';

// The answer is kept for both paths.
const ALLOW_ALL = `exports.handler = async () => ({
  principalId: 'anyone',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] },
});`;

/** Pipelines whose HTTP edge is not the default one, for checks of templates that are not ours. Each adds its stacks to an app. */
export const EDGES: Record<string, (app: App) => void> = {
  WithKeys: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'WithKeys'), 'Pipeline', {
      authorization: TrackAuthorization.apiKey({
        throttle: { rateLimit: 10, burstLimit: 20 },
        quota: { limit: 100_000, period: apigateway.Period.DAY },
      }),
      http: { context: [RequestContext.apiKeyId(), RequestContext.requestId()] },
    });
  },

  Signed: (app) => {
    const stack = new Stack(app, 'Signed');
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.iam(), http: { context: [RequestContext.userArn()] } });
    pipeline.grantTrack(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
  },

  OfUserPools: (app) => {
    const stack = new Stack(app, 'OfUserPools');
    const users = new cognito.UserPool(stack, 'Users');
    new CfnOutput(stack, 'Issuer', { value: users.userPoolProviderUrl, description: 'Tokens come from here' });
    new ServerlessDataPipeline(stack, 'Pipeline', {
      authorization: TrackAuthorization.userPools([users], { scopes: ['events/write'] }),
      http: { context: [RequestContext.claim('sub')] },
    });
  },

  WithAuthorizer: (app) => {
    const stack = new Stack(app, 'WithAuthorizer');
    const handler = new lambda.Function(stack, 'Gate', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline(ALLOW_ALL) });
    const authorizer = new apigateway.RequestAuthorizer(stack, 'Authorizer', { handler, identitySources: [apigateway.IdentitySource.header('X-Write-Key')] });
    new ServerlessDataPipeline(stack, 'Pipeline', {
      authorization: TrackAuthorization.authorizer(authorizer),
      http: { context: [RequestContext.authorizer('principalId')] },
    });
  },

  Packed: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'Packed'), 'Pipeline', {
      batchMode: BatchMode.PACKED,
      authorization: TrackAuthorization.none(),
      allowedOrigins: ['https://a.example', 'https://b.example'],
      http: { context: [RequestContext.sourceIp(), RequestContext.userAgent(), RequestContext.header('X-Client-Version')] },
    });
  },

  Guarded: (app) => {
    const stack = new Stack(app, 'Guarded');
    new ServerlessDataPipeline(stack, 'Pipeline', {
      authorization: TrackAuthorization.none(),
      http: {
        webAcl: WebAcl.limits({ requestsPerAddress: 1000, maxBodySize: Size.kibibytes(32) }),
        accessLog: AccessLog.toFirehose(logStream(stack)),
        tracing: true,
      },
    });
  },

  OnDomain: (app) => {
    const stack = new Stack(app, 'OnDomain', { env: { account: '123456789012', region: 'eu-west-1' } });
    new ServerlessDataPipeline(stack, 'Pipeline', {
      authorization: TrackAuthorization.none(),
      http: { accessLog: AccessLog.toCloudWatch(), domain: { domainName: 'events.example.com', basePath: 'shop', certificate: certificateOf(stack) } },
    });
  },

  Private: (app) => {
    const stack = new Stack(app, 'Private');
    const endpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 });
    new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.iam(), http: { vpcEndpoints: [endpoint] } });
  },

  SharedApi: (app) => {
    const stack = new Stack(app, 'SharedApi');
    const api = apiOf(stack);
    new ServerlessDataPipeline(stack, 'Web', { authorization: TrackAuthorization.none(), http: { api, path: 'web' } });
    new ServerlessDataPipeline(stack, 'Shop', { authorization: TrackAuthorization.apiKey(), http: { api, path: 'shop/v1' } });
  },

  ApiOfAnotherStack: (app) => {
    const api = apiOf(new Stack(app, 'Platform'));
    new ServerlessDataPipeline(new Stack(app, 'Product'), 'Pipeline', { authorization: TrackAuthorization.iam(), http: { api, path: 'product' } });
    new ServerlessDataPipeline(new Stack(app, 'Sales'), 'Pipeline', { authorization: TrackAuthorization.none(), http: { api, path: 'sales' } });
  },
};

/** An API that a platform team has already, with a route and preflights of its own. */
function apiOf(scope: Construct): apigateway.RestApi {
  const api = new apigateway.RestApi(scope, 'Api', {
    cloudWatchRole: false, deployOptions: { stageName: 'live', metricsEnabled: true }, defaultCorsPreflightOptions: { allowOrigins: ['https://platform.example'] },
  });
  api.root.addResource('health').addMethod('GET', new apigateway.MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode":200}' }, integrationResponses: [{ statusCode: '200' }],
  }), { methodResponses: [{ statusCode: '200' }] });
  return api;
}

function certificateOf(stack: Stack): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012');
}

/** A stream that API Gateway writes its access log to. */
function logStream(stack: Stack): firehose.CfnDeliveryStream {
  const bucket = new s3.Bucket(stack, 'Logs');
  const role = new iam.Role(stack, 'LogRole', { assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com') });
  bucket.grantWrite(role);
  const log = new logs.LogGroup(stack, 'DeliveryLog');
  return new firehose.CfnDeliveryStream(stack, 'LogStream', {
    deliveryStreamName: `amazon-apigateway-${Aws.STACK_NAME}`,
    extendedS3DestinationConfiguration: {
      bucketArn: bucket.bucketArn,
      roleArn: role.roleArn,
      bufferingHints: { intervalInSeconds: 60, sizeInMBs: 5 },
      cloudWatchLoggingOptions: { enabled: true, logGroupName: log.logGroupName, logStreamName: 'DestinationDelivery' },
    },
  });
}
