import { deployed, resolvedValue, resourceNamed } from './deployed';

test('resources that wait for each other fail with the circle', () => {
  const resources = {
    A: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'B' } } },
    B: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'x', Value: { 'Fn::GetAtt': ['A', 'TopicName'] } }] } },
  };
  expect(() => deployed({ Resources: resources })).toThrow('circular dependency in stack Shop: A -> B -> A');
});

test('DependsOn counts for circles', () => {
  const resources = {
    A: { Type: 'AWS::SNS::Topic', DependsOn: ['B'] },
    B: { Type: 'AWS::SQS::Queue', DependsOn: 'A' },
  };
  expect(() => deployed({ Resources: resources })).toThrow('circular dependency in stack Shop: A -> B -> A');
});

test('names that are made of each other fail with the circle', () => {
  const resources = {
    A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'B' } } },
    B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'A' } } },
  };
  expect(() => deployed({ Resources: resources })).toThrow(/circular reference: .*A\.Properties\.BucketName -> .*B\.Properties\.BucketName/);
});

test('an explicit name that comes from another resource is followed', () => {
  const deployment = deployed({
    Resources: {
      Copy: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Join': ['-', [{ Ref: 'Store' }, 'copy']] } } },
      Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'events' } },
    },
  });
  expect(resourceNamed(deployment, 'Copy')).toMatchObject({ ref: 'events-copy', arn: 'arn:aws:s3:::events-copy' });
});

test('a parameter has its default', () => {
  expect(resolvedValue({ Ref: 'Days' }, { Parameters: { Days: { Type: 'Number', Default: 7 } } })).toBe('7');
});

test('a given value wins over the default', () => {
  const template = {
    Parameters: { Days: { Type: 'Number', Default: 7 } },
    Outputs: { Days: { Value: { Ref: 'Days' } } },
  };
  expect(deployed(template, { Days: 30 }).outputs[0].value).toBe('30');
});

test('a parameter that names an SSM parameter is the text of its default', () => {
  const parameters = { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' } };
  expect(resolvedValue({ Ref: 'BootstrapVersion' }, { Parameters: parameters })).toBe('/cdk-bootstrap/hnb659fds/version');
});

test('a list parameter is split at commas', () => {
  expect(resolvedValue({ Ref: 'Zones' }, { Parameters: { Zones: { Type: 'CommaDelimitedList', Default: 'a, b' } } })).toEqual(['a', 'b']);
});

test('a parameter without a value fails where it is used', () => {
  expect(() => resolvedValue({ Ref: 'Secret' }, { Parameters: { Secret: { Type: 'String' } } }))
    .toThrow('Shop/Probe.Properties.Value: parameter Secret of stack Shop has no default');
});

test('ImportValue fails when no stack exports the name', () => {
  expect(() => resolvedValue({ 'Fn::ImportValue': 'other:bucket' })).toThrow('no stack of the assembly exports other:bucket');
});
