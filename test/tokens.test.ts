import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Duration, Size, Stack, Token } from 'aws-cdk-lib/core';
import { AccessLog, AnalyticsQueries, DeliveryStream, RecordProcessor, RequestContext, ServerlessDataPipeline, TrackAuthorization, Transform, WebAcl } from '../src';
import type {
  AnalyticsQueriesProps, ApiKeyAuthorizationOptions, AuthorizerOptions, DeliveryStreamProps, HttpOptions, NamedQueryOptions, QueryOptions,
  RecordProcessorProps, ServerlessDataPipelineProps, TrackApiProps, UserPoolsOptions, WebAclLimits,
} from '../src';
import { trackApi } from './support/edges';

/** A value that is known at deployment only, in every form that a prop may have. */
class Late {
  constructor(readonly stack: Stack) {}

  /** A parameter, which is used if its id is in a template. */
  private parameter(type: string): CfnParameter {
    return new CfnParameter(this.stack, 'Late', { type });
  }

  get text(): string {
    return this.parameter('String').valueAsString;
  }

  get list(): string[] {
    return this.parameter('CommaDelimitedList').valueAsList;
  }

  get number(): number {
    return this.parameter('Number').valueAsNumber;
  }

  /** For what has no such form: a flag, or one of a few values. */
  get any(): any {
    return Token.asAny({ Ref: 'Late' });
  }

  get seconds(): Duration {
    return Duration.seconds(this.number);
  }

  get mebibytes(): Size {
    return Size.mebibytes(this.number);
  }

  get arn(): string {
    return `arn:aws:service:eu-west-1:111122223333:${this.text}`;
  }
}

/** What becomes of a token: it is in the template, or there is our error about a prop. */
type Outcome = ['works' | `refused: ${string}`, (late: Late) => any] | 'below';
/** Of each prop, and of more ways to give one. */
type Outcomes<T> = Readonly<Record<keyof Required<T>, Outcome> & Record<string, Outcome>>;

const certificateOf = ({ stack }: Late) => acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1');
const domain = (options: (late: Late) => Partial<apigateway.DomainNameOptions>) => (late: Late): HttpOptions => {
  const given = options(late);
  return { domain: { domainName: 'events.example.com', certificate: given.certificate ?? certificateOf(late), ...given } };
};

const STREAM: Outcomes<DeliveryStreamProps> = {
  bucket: ['works', (late) => ({ bucket: s3.Bucket.fromBucketName(late.stack, 'Data', late.text) })],
  dataPrefix: ['refused: dataPrefix', (late) => ({ dataPrefix: late.text })],
  processor: ['works', (late) => ({
    processor: new firehose.LambdaFunctionProcessor(lambda.Function.fromFunctionAttributes(late.stack, 'Fn', { functionArn: late.arn, skipPermissions: true })),
  })],
  processorInterval: ['works', (late) => ({
    processor: new firehose.LambdaFunctionProcessor(lambda.Function.fromFunctionName(late.stack, 'Fn', 'mine'), { bufferInterval: late.seconds }),
  })],
  compression: ['works', (late) => ({ compression: firehose.Compression.of(late.text) })],
  bufferingInterval: ['works', (late) => ({ bufferingInterval: late.seconds })],
  bufferingMinutes: ['refused: bufferingInterval', (late) => ({ bufferingInterval: Duration.minutes(late.number) })],
  bufferingSize: ['works', (late) => ({ bufferingSize: late.mebibytes })],
  bufferingGibibytes: ['refused: bufferingSize', (late) => ({ bufferingSize: Size.gibibytes(late.number) })],
  encryptionKey: ['works', (late) => ({ encryptionKey: kms.Key.fromKeyArn(late.stack, 'Key', late.text) })],
  removalPolicy: ['refused: removalPolicy', (late) => ({ removalPolicy: late.text as any })],
  logGroup: ['works', (late) => ({ logGroup: logs.LogGroup.fromLogGroupName(late.stack, 'Log', late.text) })],
  logRetention: ['works', (late) => ({ logRetention: late.number })],
  nagAcknowledgements: ['refused: nagAcknowledgements', (late) => ({ nagAcknowledgements: late.any })],
};

const PROCESSOR: Outcomes<RecordProcessorProps> = {
  transform: ['refused: transform', (late) => ({ transform: Transform.node(late.text) })],
  transformFunction: ['works', (late) => ({ transform: Transform.fromFunction(lambda.Function.fromFunctionArn(late.stack, 'Fn', late.arn)) })],
  batchMode: ['refused: batchMode', (late) => ({ batchMode: late.text as any })],
  timeout: ['works', (late) => ({ timeout: late.seconds })],
  memorySize: ['works', (late) => ({ memorySize: late.number })],
  bufferInterval: ['works', (late) => ({ bufferInterval: late.seconds })],
  bufferSize: ['works', (late) => ({ bufferSize: late.mebibytes })],
  bufferKibibytes: ['refused: bufferSize', (late) => ({ bufferSize: Size.kibibytes(late.number) })],
  retries: ['works', (late) => ({ retries: late.number })],
  logGroup: ['works', (late) => ({ logGroup: logs.LogGroup.fromLogGroupName(late.stack, 'Log', late.text) })],
  logRetention: ['works', (late) => ({ logRetention: late.number })],
  nagAcknowledgements: ['refused: nagAcknowledgements', (late) => ({ nagAcknowledgements: late.any })],
};

const API: Outcomes<TrackApiProps> = {
  deliveryStream: ['works', (late) => ({ deliveryStream: firehose.CfnDeliveryStream.fromDeliveryStreamName(late.stack, 'Stream', late.text) })],
  deliveryStreamKey: ['works', (late) => ({
    deliveryStream: firehose.CfnDeliveryStream.fromDeliveryStreamName(late.stack, 'Stream', 'mine'), deliveryStreamKey: kms.Key.fromKeyArn(late.stack, 'Key', late.text),
  })],
  stageName: ['refused: stageName', (late) => ({ stageName: late.text })],
  authorization: 'below',
  allowedOrigins: ['refused: allowedOrigins', (late) => ({ allowedOrigins: late.list })],
  oneOrigin: ['works', (late) => ({ allowedOrigins: [late.text] })],
  oneOfSeveralOrigins: ['works', (late) => ({ allowedOrigins: ['https://a.example', late.text] })],
  allowedHeaders: ['refused: allowedHeaders', (late) => ({ allowedHeaders: late.list })],
  oneHeader: ['works', (late) => ({ allowedHeaders: ['traceparent', late.text] })],
  throttle: ['refused: throttle', (late) => ({ throttle: late.any })],
  rateLimit: ['works', (late) => ({ throttle: { rateLimit: late.number } })],
  burstLimit: ['works', (late) => ({ throttle: { burstLimit: late.number } })],
  batchMode: ['refused: batchMode', (late) => ({ batchMode: late.text as any })],
  http: 'below',
  nagAcknowledgements: ['refused: nagAcknowledgements', (late) => ({ nagAcknowledgements: late.any })],
};

const HTTP: Outcomes<HttpOptions> = {
  api: ['refused: http.api', (late) => ({ api: apigateway.RestApi.fromRestApiId(late.stack, 'Api', late.text) as any })],
  path: ['refused: http.path', (late) => ({ path: late.text })],
  domain: ['refused: http.domain', (late) => ({ domain: late.any })],
  domainName: ['works', domain((late) => ({ domainName: late.text }))],
  certificate: ['works', domain((late) => ({ certificate: acm.Certificate.fromCertificateArn(late.stack, 'Certificate', late.text) }))],
  basePath: ['refused: http.domain.basePath', domain((late) => ({ basePath: late.text }))],
  endpointType: ['refused: http.domain.endpointType', domain((late) => ({ endpointType: late.text as any }))],
  securityPolicy: ['refused: http.domain.securityPolicy', domain((late) => ({ securityPolicy: late.text as any }))],
  mtlsBucket: ['works', domain((late) => ({ mtls: { bucket: s3.Bucket.fromBucketName(late.stack, 'Trust', late.text), key: 'store.pem' } }))],
  mtlsKey: ['works', domain((late) => ({ mtls: { bucket: s3.Bucket.fromBucketName(late.stack, 'Trust', 'trust'), key: late.text } }))],
  mtlsVersion: ['works', domain((late) => ({ mtls: { bucket: s3.Bucket.fromBucketName(late.stack, 'Trust', 'trust'), key: 'store.pem', version: late.text } }))],
  vpcEndpoints: ['refused: http.vpcEndpoints', (late) => ({ vpcEndpoints: late.list as any })],
  vpcEndpoint: ['works', (late) => ({ vpcEndpoints: [ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(late.stack, 'Endpoint', { vpcEndpointId: late.text, port: 443 })] })],
  accessLog: ['works', (late) => ({ accessLog: AccessLog.toCloudWatch(logs.LogGroup.fromLogGroupName(late.stack, 'Log', late.text)) })],
  accessLogStream: ['works', (late) => ({ accessLog: AccessLog.toFirehose(firehose.CfnDeliveryStream.fromDeliveryStreamName(late.stack, 'Log', late.text)) })],
  webAcl: ['works', (late) => ({ webAcl: WebAcl.fromArn(late.text) })],
  tracing: ['refused: http.tracing', (late) => ({ tracing: late.any })],
  context: ['refused: http.context', (late) => ({ context: late.list as any })],
  contextField: ['refused: http.context[0]', (late) => ({ context: [RequestContext.sourceIp(late.text)] })],
  contextUserAgent: ['refused: http.context[0]', (late) => ({ context: [RequestContext.userAgent(late.text)] })],
  contextRequestId: ['refused: http.context[0]', (late) => ({ context: [RequestContext.requestId(late.text)] })],
  contextHeader: ['refused: http.context[0]', (late) => ({ context: [RequestContext.header(late.text)] })],
  contextHeaderWithField: ['refused: http.context[0]', (late) => ({ context: [RequestContext.header(late.text, 'field')] })],
};

const LIMITS: Outcomes<WebAclLimits> = {
  requestsPerAddress: ['works', (late) => ({ requestsPerAddress: late.number })],
  maxBodySize: ['refused: http.webAcl.maxBodySize', (late) => ({ maxBodySize: Size.kibibytes(late.number) })],
};

const POOLS: Outcomes<UserPoolsOptions & { pools: cognito.IUserPool[] }> = {
  pools: ['refused: authorization.userPools', (late) => ({ pools: late.list as any })],
  pool: ['works', (late) => ({ pools: [cognito.UserPool.fromUserPoolId(late.stack, 'Pool', late.text)] })],
  scopes: ['works', (late) => ({ scopes: late.list })],
  oneScope: ['works', (late) => ({ scopes: [late.text] })],
  resultsCacheTtl: ['works', (late) => ({ resultsCacheTtl: late.seconds })],
  resultsCacheMinutes: ['refused: authorization.userPools.resultsCacheTtl', (late) => ({ resultsCacheTtl: Duration.minutes(late.number) })],
};

const gate = (late: Late) => lambda.Function.fromFunctionAttributes(late.stack, 'Gate', { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:gate', sameEnvironment: false });
const AUTHORIZER: Outcomes<AuthorizerOptions & { authorizer: apigateway.IAuthorizer }> = {
  scopes: ['works', (late) => ({ scopes: late.list, authorizer: { authorizerId: 'abc123', authorizationType: apigateway.AuthorizationType.COGNITO } })],
  authorizer: ['works', (late) => ({ authorizer: { authorizerId: late.text } })],
  authorizationType: ['refused: authorization', (late) => ({ authorizer: { authorizerId: 'abc123', authorizationType: late.text as any } })],
  identitySource: ['works', (late) => ({ authorizer: new apigateway.TokenAuthorizer(late.stack, 'Authorizer', { handler: gate(late), identitySource: late.text }) })],
  identitySources: ['works', (late) => ({ authorizer: new apigateway.RequestAuthorizer(late.stack, 'Authorizer', { handler: gate(late), identitySources: [late.text] }) })],
  resultsCacheTtl: ['works', (late) => ({
    authorizer: new apigateway.TokenAuthorizer(late.stack, 'Authorizer', {
      handler: gate(late), validationRegex: late.text, assumeRole: iam.Role.fromRoleArn(late.stack, 'Role', 'arn:aws:iam::111122223333:role/gate'),
    }),
  })],
};

const KEYS: Outcomes<ApiKeyAuthorizationOptions> = {
  usagePlan: ['works', (late) => ({ usagePlan: new apigateway.UsagePlan(late.stack, 'Plan', { name: late.text }) })],
  throttle: ['refused: authorization.apiKey.throttle', (late) => ({ throttle: late.any })],
  rateLimit: ['works', (late) => ({ throttle: { rateLimit: late.number } })],
  burstLimit: ['works', (late) => ({ throttle: { burstLimit: late.number } })],
  quota: ['refused: authorization.apiKey.quota', (late) => ({ quota: late.any })],
  quotaLimit: ['works', (late) => ({ quota: { limit: late.number, period: apigateway.Period.DAY } })],
  quotaPeriod: ['works', (late) => ({ quota: { limit: 1, period: late.text as any } })],
  apiKeys: ['refused: authorization.apiKey.apiKeys', (late) => ({ apiKeys: late.list as any })],
  apiKey: ['works', (late) => ({ apiKeys: [apigateway.ApiKey.fromApiKeyId(late.stack, 'Key', late.text)] })],
};

const QUERIES: Outcomes<QueryOptions> = {
  scanLimit: ['works', (late) => ({ scanLimit: Size.bytes(late.number) })],
  scanGibibytes: ['refused: queries.scanLimit', (late) => ({ scanLimit: Size.gibibytes(late.number) })],
  resultsBucket: ['works', (late) => ({ resultsBucket: s3.Bucket.fromBucketName(late.stack, 'Results', late.text) })],
  resultExpiry: ['works', (late) => ({ resultExpiry: Duration.days(late.number) })],
  resultExpiryHours: ['refused: queries.resultExpiry', (late) => ({ resultExpiry: Duration.hours(late.number) })],
  workGroupName: ['works', (late) => ({ workGroupName: late.text })],
  workGroupNameWithResults: ['works', (late) => ({ workGroupName: late.text, resultsBucket: s3.Bucket.fromBucketName(late.stack, 'Results', 'results') })],
  namedQueries: ['refused: queries.namedQueries', (late) => ({ namedQueries: late.list as any })],
};

const ANALYTICS: Outcomes<AnalyticsQueriesProps> = {
  bucket: ['works', (late) => ({ bucket: s3.Bucket.fromBucketName(late.stack, 'Data', late.text) })],
  dataPrefix: ['refused: dataPrefix', (late) => ({ dataPrefix: late.text })],
  databaseName: ['works', (late) => ({ databaseName: late.text })],
  tableName: ['refused: tableName', (late) => ({ tableName: late.text })],
  dataStartDate: ['refused: dataStartDate', (late) => ({ dataStartDate: late.text })],
  encryptionKey: ['works', (late) => ({ encryptionKey: kms.Key.fromKeyArn(late.stack, 'Key', late.text) })],
  removalPolicy: ['refused: removalPolicy', (late) => ({ removalPolicy: late.text as any })],
  queries: ['refused: queries', (late) => ({ queries: late.any })],
  nagAcknowledgements: ['refused: nagAcknowledgements', (late) => ({ nagAcknowledgements: late.any })],
};

const NAMED_QUERY: Outcomes<NamedQueryOptions> = {
  name: ['refused: queries.namedQueries name', (late) => ({ name: late.text })],
  sql: ['works', (late) => ({ sql: `SELECT '${late.text}'` })],
  description: ['works', (late) => ({ description: late.text })],
};

const PIPELINE: Outcomes<ServerlessDataPipelineProps> = {
  stageName: ['refused: stageName', (late) => ({ stageName: late.text })],
  dataPrefix: ['refused: dataPrefix', (late) => ({ dataPrefix: late.text })],
  compression: ['works', (late) => ({ compression: firehose.Compression.of(late.text) })],
  bufferingInterval: ['works', (late) => ({ bufferingInterval: late.seconds })],
  bufferingSize: ['works', (late) => ({ bufferingSize: late.mebibytes })],
  processorTimeout: ['works', (late) => ({ processorTimeout: late.seconds })],
  processorMemorySize: ['works', (late) => ({ processorMemorySize: late.number })],
  databaseName: ['works', (late) => ({ databaseName: late.text })],
  tableName: ['refused: tableName', (late) => ({ tableName: late.text })],
  transform: 'below',
  batchMode: ['refused: batchMode', (late) => ({ batchMode: late.text as any })],
  authorization: 'below',
  allowedOrigins: ['refused: allowedOrigins', (late) => ({ allowedOrigins: late.list })],
  allowedHeaders: ['refused: allowedHeaders', (late) => ({ allowedHeaders: late.list })],
  throttle: ['refused: throttle', (late) => ({ throttle: late.any })],
  http: 'below',
  bucket: ['works', (late) => ({ bucket: s3.Bucket.fromBucketName(late.stack, 'Data', late.text) })],
  encryptionKey: ['works', (late) => ({ encryptionKey: kms.Key.fromKeyArn(late.stack, 'Key', late.text) })],
  logGroup: ['works', (late) => ({ logGroup: logs.LogGroup.fromLogGroupName(late.stack, 'Log', late.text) })],
  removalPolicy: ['refused: removalPolicy', (late) => ({ removalPolicy: late.text as any })],
  dataStartDate: ['refused: dataStartDate', (late) => ({ dataStartDate: late.text })],
  outputs: ['refused: outputs', (late) => ({ outputs: late.any })],
  nagAcknowledgements: ['refused: nagAcknowledgements', (late) => ({ nagAcknowledgements: late.any })],
  queries: 'below',
};

const open = TrackAuthorization.none();
const ALL: [string, Record<string, Outcome>, (stack: Stack, given: any) => void][] = [
  ['ServerlessDataPipeline', PIPELINE, (stack, props) => new ServerlessDataPipeline(stack, 'It', { authorization: open, ...props })],
  ['DeliveryStream', STREAM, (stack, props) => new DeliveryStream(stack, 'It', props)],
  ['RecordProcessor', PROCESSOR, (stack, props) => new DeliveryStream(stack, 'It', { processor: new RecordProcessor(stack, 'Processor', props) })],
  ['TrackApi', API, (stack, props) => trackApi(stack, props, 'It')],
  ['http', HTTP, (stack, http) => trackApi(stack, { http }, 'It')],
  ['WebAcl.limits', LIMITS, (stack, limits) => trackApi(stack, { http: { webAcl: WebAcl.limits(limits) } }, 'It')],
  ['TrackAuthorization.userPools', POOLS, (stack, { pools, ...options }) => trackApi(stack, {
    authorization: TrackAuthorization.userPools(pools ?? [cognito.UserPool.fromUserPoolId(stack, 'Users', 'eu-west-1_abc')], options),
  }, 'It')],
  ['TrackAuthorization.authorizer', AUTHORIZER, (stack, { authorizer, ...options }) => trackApi(stack, { authorization: TrackAuthorization.authorizer(authorizer, options) }, 'It')],
  ['TrackAuthorization.apiKey', KEYS, (stack, options) => trackApi(stack, { authorization: TrackAuthorization.apiKey(options) }, 'It')],
  ['AnalyticsQueries', ANALYTICS, (stack, props) => new AnalyticsQueries(stack, 'It', { bucket: s3.Bucket.fromBucketName(stack, 'Events', 'events'), ...props })],
  ['queries', QUERIES, (stack, queries) => new ServerlessDataPipeline(stack, 'It', { authorization: open, queries })],
  ['namedQueries', NAMED_QUERY, (stack, query) => new ServerlessDataPipeline(stack, 'It', {
    authorization: open, queries: { namedQueries: [{ name: 'mine', sql: 'SELECT 1', ...query }] },
  })],
];

describe.each(ALL)('a token in a prop of %s', (_, outcomes, build) => {
  const cases = Object.entries(outcomes).flatMap(([prop, outcome]) => outcome === 'below' ? [] : [[prop, ...outcome] as const]);

  test.each(cases)('%s: %s', (__, outcome, given) => {
    const stack = new Stack(new App(), 'Test');
    const make = () => {
      build(stack, given(new Late(stack)));
      return Template.fromStack(stack).toJSON();
    };
    if (outcome === 'works') {
      const { Resources } = make();
      const text = JSON.stringify(Resources);
      expect(text).toContain('{"Ref":"Late"}');
      expect(text).not.toContain('${Token[');
    } else {
      const what = outcome.replace('refused: ', '').replace(/[[\].]/g, '\\$&');
      expect(make).toThrow(new RegExp(`^\\[Test/\\w+\\] ${what}\\S*: got [^$]+, allowed [^$]+; [^$]+$`));
    }
  });
});
