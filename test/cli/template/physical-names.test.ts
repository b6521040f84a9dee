import { deployed, resourceNamed } from './deployed';

function named(type: string, properties: Record<string, any> = {}, attributes: string[] = []): any {
  const deployment = deployed({
    Resources: {
      Pipeline8A: { Type: type, Properties: properties },
      Probe: { Type: 'Test::Probe', Properties: Object.fromEntries(attributes.map(name => [name, { 'Fn::GetAtt': ['Pipeline8A', name] }])) },
    },
  });
  const { ref, arn } = resourceNamed(deployment, 'Pipeline8A');
  return { ref, arn, ...resourceNamed(deployment, 'Probe').properties };
}

test.each([
  ['AWS::S3::Bucket', {}, 'pipeline8a', 'arn:aws:s3:::pipeline8a'],
  ['AWS::S3::Bucket', { BucketName: 'events' }, 'events', 'arn:aws:s3:::events'],
  ['AWS::IAM::Role', {}, 'Pipeline8A', 'arn:aws:iam::000000000000:role/Pipeline8A'],
  ['AWS::IAM::Role', { Path: '/service/', RoleName: 'writer' }, 'writer', 'arn:aws:iam::000000000000:role/service/writer'],
  ['AWS::Lambda::Function', {}, 'Pipeline8A', 'arn:aws:lambda:us-east-1:000000000000:function:Pipeline8A'],
  ['AWS::KinesisFirehose::DeliveryStream', {}, 'Pipeline8A', 'arn:aws:firehose:us-east-1:000000000000:deliverystream/Pipeline8A'],
  ['AWS::KinesisFirehose::DeliveryStream', { DeliveryStreamName: 's' }, 's', 'arn:aws:firehose:us-east-1:000000000000:deliverystream/s'],
  ['AWS::Logs::LogGroup', { LogGroupName: '/aws/x' }, '/aws/x', 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/x:*'],
  ['AWS::Glue::Database', { DatabaseInput: { Name: 'events_db' } }, 'events_db', undefined],
  ['AWS::Glue::Table', { TableInput: { Name: 'records' } }, 'records', undefined],
  ['AWS::Athena::WorkGroup', { Name: 'analysts' }, 'analysts', 'arn:aws:athena:us-east-1:000000000000:workgroup/analysts'],
  ['AWS::ApiGateway::Stage', { StageName: 'dev' }, 'dev', undefined],
  ['AWS::ApiGateway::Model', { Name: 'Event' }, 'Event', undefined],
  ['AWS::ApiGateway::DomainName', { DomainName: 'a.example.com' }, 'a.example.com', 'arn:aws:apigateway:us-east-1::/domainnames/a.example.com'],
  ['AWS::ApiGatewayV2::DomainName', { DomainName: 'a.example.com' }, 'a.example.com', 'arn:aws:apigateway:us-east-1::/domainnames/a.example.com'],
])('%s %j is called %s', (type, properties, ref, arn) => {
  expect(named(type, properties)).toEqual({ ref, arn });
});

test('an API has an id of ten characters and a root resource', () => {
  const { ref, RootResourceId: root } = named('AWS::ApiGateway::RestApi', {}, ['RootResourceId']);
  expect(ref).toMatch(/^[a-z0-9]{10}$/);
  expect(root).toMatch(/^[a-z0-9]{10}$/);
  expect(root).not.toBe(ref);
});

test('an API keeps its id from run to run', () => {
  expect(named('AWS::ApiGateway::RestApi').ref).toBe(named('AWS::ApiGateway::RestApi', { Name: 'renamed' }).ref);
});

test('a version and an alias of a function are named below it', () => {
  const deployment = deployed({
    Resources: {
      Fn: { Type: 'AWS::Lambda::Function', Properties: {} },
      V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
      Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] }, FunctionVersion: { 'Fn::GetAtt': ['V', 'Version'] }, Name: 'live' } },
    },
  });
  expect(resourceNamed(deployment, 'V').ref).toBe('arn:aws:lambda:us-east-1:000000000000:function:Fn:1');
  expect(resourceNamed(deployment, 'Live').ref).toBe('arn:aws:lambda:us-east-1:000000000000:function:Fn:live');
  expect(resourceNamed(deployment, 'Live').properties.FunctionVersion).toBe('1');
});

test('a key is an ARN around a UUID', () => {
  expect(named('AWS::KMS::Key').arn).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('a user pool is where its tokens say that they come from', () => {
  const { ref, arn, ProviderName: name, ProviderURL: url } = named('AWS::Cognito::UserPool', {}, ['ProviderName', 'ProviderURL']);
  expect(ref).toMatch(/^us-east-1_[a-z0-9]{9}$/);
  expect(arn).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${ref}`);
  expect([name, url]).toEqual([`cognito-idp.us-east-1.amazonaws.com/${ref}`, `https://cognito-idp.us-east-1.amazonaws.com/${ref}`]);
  expect(named('AWS::Cognito::UserPoolClient').ref).toMatch(/^[a-z0-9]{26}$/);
});

test('a bucket name fits what S3 allows', () => {
  const long = 'VeryLong'.repeat(12);
  const deployment = deployed({ Resources: { [long]: { Type: 'AWS::S3::Bucket' } } });
  expect(resourceNamed(deployment, long).ref).toMatch(/^[a-z0-9-]{3,63}$/);
});

test('a type that is not known has a name, an ARN and attributes', () => {
  expect(named('AWS::MediaLive::Channel', {}, ['Inputs'])).toEqual({
    ref: 'Pipeline8A', arn: 'arn:aws:medialive:us-east-1:000000000000:channel/Pipeline8A', Inputs: 'Pipeline8A-Inputs',
  });
});

test('a bucket has its domain names', () => {
  expect(named('AWS::S3::Bucket', {}, ['RegionalDomainName']).RegionalDomainName).toBe('pipeline8a.s3.us-east-1.amazonaws.com');
});

test('a web ACL is called by its name, its id and its scope', () => {
  const { ref, arn, Id: id } = named('AWS::WAFv2::WebACL', { Name: 'guard', Scope: 'REGIONAL' }, ['Id']);
  expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect([ref, arn]).toEqual([`guard|${id}|REGIONAL`, `arn:aws:wafv2:us-east-1:000000000000:regional/webacl/guard/${id}`]);
});

test('an endpoint of a VPC has an id and a list of names, each with its zone', () => {
  const { ref, DnsEntries: names } = named('AWS::EC2::VPCEndpoint', {}, ['DnsEntries']);
  expect(ref).toMatch(/^vpce-[0-9a-f]{17}$/);
  expect(names).toEqual([expect.stringMatching(/^Z[0-9A-Z]{13}:vpce-[0-9a-f]{17}\.execute-api\.us-east-1\.vpce\.amazonaws\.com$/)]);
});

test('a certificate is called by its ARN', () => {
  expect(named('AWS::CertificateManager::Certificate').ref).toMatch(/^arn:aws:acm:us-east-1:000000000000:certificate\/[0-9a-f-]{36}$/);
});
