import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline, TrackAuthorization } from '../../src';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';
import type { SynthesizedAccess } from '../support/iam/synthesized-access';
import { EDGES } from '../templates/edges';

const SERVICES = ['apigateway', 'athena', 'cloudformation', 'ec2', 'events', 'firehose', 'glue', 'lambda', 'logs', 's3', 'states'].map((service) => `${service}.amazonaws.com`);
const OURS = { 'sts:ExternalId': ENVIRONMENT.account };

const take = (access: SynthesizedAccess, principal: string, role: string, context?: Record<string, string>) => {
  const anything = [{ name: 'all', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] } }];
  return access.principal(principal, principal.startsWith('arn:') ? anything : []).can('sts:AssumeRole', role, context);
};

describe.each<[string, SynthesizedAccess]>([
  ['a pipeline', accessOf((app) => { new ServerlessDataPipeline(new Stack(app, 'Test', { env: ENVIRONMENT }), 'Pipeline'); })],
  ['a pipeline that goes with its stack', accessOf((app) => {
    new ServerlessDataPipeline(new Stack(app, 'Test', { env: ENVIRONMENT }), 'Pipeline', { removalPolicy: RemovalPolicy.DESTROY });
  })],
  ['a pipeline on an API of another stack', accessOf((app) => {
    const api = new RestApi(new Stack(app, 'Platform', { env: ENVIRONMENT }), 'Api', { cloudWatchRole: false });
    new ServerlessDataPipeline(new Stack(app, 'Test', { env: ENVIRONMENT }), 'Pipeline', { authorization: TrackAuthorization.none(), http: { api, path: 'shop' } });
  })],
])('of the roles of %s', (_name, access) => {
  const { deployment } = access;
  const [{ properties: stream }] = deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  const integrations = deployment.resources('AWS::ApiGateway::Method').map(({ properties }) => properties.Integration.Credentials).filter(Boolean);
  const takers: Record<string, string> = {
    [stream.ExtendedS3DestinationConfiguration.RoleARN]: 'firehose.amazonaws.com',
    ...Object.fromEntries(integrations.map((role) => [role, 'apigateway.amazonaws.com'])),
    ...Object.fromEntries(deployment.resources('AWS::Lambda::Function').map(({ properties }) => [properties.Role, 'lambda.amazonaws.com'])),
  };

  test('each is used by one service', () => {
    expect(Object.keys(takers).sort()).toEqual(deployment.resources('AWS::IAM::Role').map(({ arn }) => arn).sort());
  });

  test.each(Object.entries(takers))('%s is taken by %s and by no one else', async (role, taker) => {
    const others = [...SERVICES.filter((service) => service !== taker), 'arn:aws:iam::111122223333:role/admin', 'arn:aws:iam::999999999999:role/admin', ...Object.keys(takers)];
    expect(await take(access, taker, role, OURS)).toBe('Allowed');
    expect(await Promise.all(others.map(async (other) => `${other}: ${await take(access, other, role, OURS)}`)))
      .toEqual(others.map((other) => `${other}: ImplicitlyDenied`));
  });

  // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
  test.each([['another account', { 'sts:ExternalId': '999999999999' }], ['the account with more behind it', { 'sts:ExternalId': `${ENVIRONMENT.account}2` }], ['nobody', undefined]])(
    'Firehose does not get the delivery role in the name of %s', async (_whose, context) => {
      expect(await take(access, 'firehose.amazonaws.com', stream.ExtendedS3DestinationConfiguration.RoleARN, context)).toBe('ImplicitlyDenied');
    });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api-with-lambda-authorizer.html
describe('the function of an authorizer', () => {
  const access = accessOf(EDGES.WithAuthorizer);
  const gate = access.deployment.resources('AWS::Lambda::Function').find(({ logicalId }) => logicalId.startsWith('Gate'))!;
  const [{ ref: api }] = access.deployment.resources('AWS::ApiGateway::RestApi');
  const [{ ref: authorizer }] = access.deployment.resources('AWS::ApiGateway::Authorizer');
  const source = `arn:aws:execute-api:us-east-1:000000000000:${api}/authorizers/${authorizer}`;
  const call = (service: string, SourceArn: string) => access.principal(service, []).can('lambda:InvokeFunction', gate.arn!, { 'aws:SourceArn': SourceArn });

  test('is called by its authorizer', async () => {
    expect(await call('apigateway.amazonaws.com', source)).toBe('Allowed');
  });

  test.each([
    ['another authorizer', 'apigateway.amazonaws.com', `${source}2`],
    ['another API', 'apigateway.amazonaws.com', source.replace(api, `${api}2`)],
    ['another account', 'apigateway.amazonaws.com', source.replace('000000000000', '999999999999')],
    ['another service', 'firehose.amazonaws.com', source],
  ])('is not called by %s', async (_name, service, from) => {
    expect(await call(service, from)).toBe('ImplicitlyDenied');
  });
});
