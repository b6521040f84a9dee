import { cut, shortId, uuidOf } from './made-ids';
import type { NameParts, TypeNames } from './physical-names';

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
function arn(service: string, resource: (parts: NameParts) => string): (parts: NameParts) => string {
  return parts => `arn:${parts.partition}:${service}:${parts.region}:${parts.account}:${resource(parts)}`;
}

/** IAM knows no region. */
function iamArn(kind: string): (parts: NameParts) => string {
  return parts => `arn:${parts.partition}:iam::${parts.account}:${kind}${String(parts.property('Path') ?? '/')}${parts.name}`;
}

/** A version or an alias of a function is named below it; the template may name the function by name or by ARN. */
function functionArn(parts: NameParts): string {
  const named = String(parts.property('FunctionName'));
  return named.startsWith('arn:') ? named : `arn:${parts.partition}:lambda:${parts.region}:${parts.account}:function:${named}`;
}

function bucketName(seed: string): string {
  return cut(seed.toLowerCase().replace(/[^a-z0-9.-]/g, '-'), 63).padEnd(3, '0');
}

function lowerCaseName(seed: string): string {
  return cut(seed.toLowerCase().replace(/[^a-z0-9_]/g, '_'), 255);
}

/** `us-east-1_k3j9x0q2a` */
function poolId(parts: NameParts): string {
  return `${parts.region}_${shortId(parts.seed, 9)}`;
}

/** Who issues the tokens of a pool. */
function poolProvider(parts: NameParts): string {
  return `cognito-idp.${parts.region}.${parts.urlSuffix}/${poolId(parts)}`;
}

/** A resource of an API is called by an id that the service makes. */
const API_GATEWAY_ID: TypeNames = { ref: parts => shortId(parts.seed, 6) };

function vpcEndpointId(seed: string): string {
  return `vpce-${uuidOf(seed).replace(/-/g, '').slice(0, 17)}`;
}

function webAclId(parts: NameParts): string {
  return uuidOf(parts.seed);
}

/** A custom domain has a second name, which the zone of the first one points to. */
const CUSTOM_DOMAIN: TypeNames = {
  nameProperty: 'DomainName',
  arn: parts => `arn:${parts.partition}:apigateway:${parts.region}::/domainnames/${parts.name}`,
  attributes: {
    DomainNameArn: parts => `arn:${parts.partition}:apigateway:${parts.region}::/domainnames/${parts.name}`,
    RegionalDomainName: parts => `d-${shortId(parts.seed, 10)}.execute-api.${parts.region}.${parts.urlSuffix}`,
    RegionalHostedZoneId: parts => `Z${shortId(parts.region, 13).toUpperCase()}`,
  },
};

/** By resource type. A type that is not here is called by its logical id. */
export const TYPE_NAMES: Readonly<Record<string, TypeNames>> = {
  'AWS::ApiGateway::ApiKey': { ref: parts => shortId(parts.seed, 10), attributes: { APIKeyId: parts => shortId(parts.seed, 10) } },
  'AWS::ApiGateway::Authorizer': { ...API_GATEWAY_ID, attributes: { AuthorizerId: parts => shortId(parts.seed, 6) } },
  'AWS::ApiGateway::Deployment': { ...API_GATEWAY_ID, attributes: { DeploymentId: parts => shortId(parts.seed, 6) } },
  'AWS::ApiGateway::DomainName': CUSTOM_DOMAIN,
  'AWS::ApiGateway::Model': { nameProperty: 'Name', madeName: seed => seed.replace(/[^A-Za-z0-9]/g, '') },
  'AWS::ApiGateway::RequestValidator': { ...API_GATEWAY_ID, attributes: { RequestValidatorId: parts => shortId(parts.seed, 6) } },
  'AWS::ApiGateway::Resource': { ...API_GATEWAY_ID, attributes: { ResourceId: parts => shortId(parts.seed, 6) } },
  'AWS::ApiGateway::RestApi': {
    ref: parts => shortId(parts.seed, 10),
    attributes: {
      RestApiId: parts => shortId(parts.seed, 10),
      RootResourceId: parts => shortId(`${parts.seed}/`, 10),
    },
  },
  'AWS::ApiGateway::Stage': { nameProperty: 'StageName' },
  'AWS::ApiGateway::UsagePlan': { ...API_GATEWAY_ID, attributes: { Id: parts => shortId(parts.seed, 6) } },
  'AWS::ApiGatewayV2::DomainName': CUSTOM_DOMAIN,
  'AWS::Athena::DataCatalog': { nameProperty: 'Name' },
  'AWS::Athena::NamedQuery': { ref: parts => uuidOf(parts.seed), attributes: { NamedQueryId: parts => uuidOf(parts.seed) } },
  'AWS::Athena::PreparedStatement': { nameProperty: 'StatementName' },
  'AWS::Athena::WorkGroup': { nameProperty: 'Name', madeName: seed => cut(seed, 128), arn: arn('athena', parts => `workgroup/${parts.name}`) },
  'AWS::CertificateManager::Certificate': { ref: arn('acm', parts => `certificate/${uuidOf(parts.seed)}`) },
  'AWS::CloudWatch::Alarm': { nameProperty: 'AlarmName', arn: arn('cloudwatch', parts => `alarm:${parts.name}`) },
  'AWS::Cognito::UserPool': {
    ref: poolId,
    arn: arn('cognito-idp', parts => `userpool/${poolId(parts)}`),
    attributes: {
      ProviderName: poolProvider,
      ProviderURL: parts => `https://${poolProvider(parts)}`,
      UserPoolId: poolId,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: parts => shortId(parts.seed, 26), attributes: { ClientId: parts => shortId(parts.seed, 26) } },
  'AWS::DynamoDB::Table': { nameProperty: 'TableName', arn: arn('dynamodb', parts => `table/${parts.name}`) },
  'AWS::EC2::VPCEndpoint': {
    ref: parts => vpcEndpointId(parts.seed),
    attributes: {
      Id: parts => vpcEndpointId(parts.seed),
      // The zone that a name is in stands in front of it.
      DnsEntries: parts => [`Z${shortId(parts.region, 13).toUpperCase()}:${vpcEndpointId(parts.seed)}.execute-api.${parts.region}.vpce.${parts.urlSuffix}`],
    },
  },
  'AWS::Glue::Database': { nameProperty: 'DatabaseInput.Name', madeName: lowerCaseName },
  'AWS::Glue::Table': { nameProperty: 'TableInput.Name', madeName: lowerCaseName },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName', ref: iamArn('policy'), attributes: { PolicyArn: iamArn('policy') },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName' },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    madeName: seed => cut(seed, 64),
    arn: iamArn('role'),
    attributes: { RoleId: parts => `AROA${shortId(parts.seed, 17).toUpperCase()}` },
  },
  'AWS::IAM::User': { nameProperty: 'UserName', arn: iamArn('user') },
  'AWS::KMS::Alias': { nameProperty: 'AliasName' },
  'AWS::KMS::Key': {
    ref: parts => uuidOf(parts.seed),
    arn: arn('kms', parts => `key/${uuidOf(parts.seed)}`),
    attributes: { KeyId: parts => uuidOf(parts.seed) },
  },
  'AWS::Kinesis::Stream': { nameProperty: 'Name', arn: arn('kinesis', parts => `stream/${parts.name}`) },
  'AWS::KinesisFirehose::DeliveryStream': {
    nameProperty: 'DeliveryStreamName',
    madeName: seed => cut(seed, 64),
    arn: arn('firehose', parts => `deliverystream/${parts.name}`),
  },
  'AWS::Lambda::Alias': {
    ref: parts => `${functionArn(parts)}:${String(parts.property('Name'))}`,
    attributes: { AliasArn: parts => `${functionArn(parts)}:${String(parts.property('Name'))}` },
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName', madeName: seed => cut(seed, 64), arn: arn('lambda', parts => `function:${parts.name}`),
  },
  'AWS::Lambda::LayerVersion': {
    nameProperty: 'LayerName', ref: arn('lambda', parts => `layer:${parts.name}:1`), attributes: { LayerVersionArn: arn('lambda', parts => `layer:${parts.name}:1`) },
  },
  'AWS::Lambda::Version': {
    ref: parts => `${functionArn(parts)}:1`,
    attributes: { FunctionArn: parts => `${functionArn(parts)}:1`, Version: () => '1' },
  },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', madeName: seed => cut(seed, 512), arn: arn('logs', parts => `log-group:${parts.name}:*`) },
  'AWS::Logs::LogStream': { nameProperty: 'LogStreamName' },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    madeName: bucketName,
    arn: parts => `arn:${parts.partition}:s3:::${parts.name}`,
    attributes: {
      DomainName: parts => `${parts.name}.s3.${parts.urlSuffix}`,
      DualStackDomainName: parts => `${parts.name}.s3.dualstack.${parts.region}.${parts.urlSuffix}`,
      RegionalDomainName: parts => `${parts.name}.s3.${parts.region}.${parts.urlSuffix}`,
      WebsiteURL: parts => `http://${parts.name}.s3-website-${parts.region}.${parts.urlSuffix}`,
    },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: arn('sns', parts => parts.name),
    attributes: { TopicArn: arn('sns', parts => parts.name), TopicName: parts => parts.name },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: parts => `https://sqs.${parts.region}.${parts.urlSuffix}/${parts.account}/${parts.name}`,
    arn: arn('sqs', parts => parts.name),
    attributes: {
      QueueName: parts => parts.name,
      QueueUrl: parts => `https://sqs.${parts.region}.${parts.urlSuffix}/${parts.account}/${parts.name}`,
    },
  },
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name', ref: arn('secretsmanager', parts => `secret:${parts.name}-${shortId(parts.seed, 6)}`), attributes: { Id: arn('secretsmanager', parts => `secret:${parts.name}-${shortId(parts.seed, 6)}`) },
  },
  'AWS::WAFv2::WebACL': {
    nameProperty: 'Name',
    madeName: seed => cut(seed, 128),
    ref: parts => `${parts.name}|${webAclId(parts)}|${String(parts.property('Scope'))}`,
    arn: arn('wafv2', parts => `regional/webacl/${parts.name}/${webAclId(parts)}`),
    attributes: { Id: webAclId },
  },
};
