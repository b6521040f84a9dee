import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import * as events from 'aws-cdk-lib/aws-events';
import { FirehoseDeliveryStream } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { FirehoseSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { App, StackProps } from 'aws-cdk-lib/core';
import { Fn, NestedStack, Stack } from 'aws-cdk-lib/core';
import { firehoseMethods, producerNeeds, recordKeyNeeds } from './needs/producers';
import { DeliveryStream, ServerlessDataPipeline, TrackApi, TrackAuthorization } from '../../src';
import type { Need } from '../support/iam/need';
import type { Principal } from '../support/iam/principal';
import { faults, missing, tooWide } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';
import type { SynthesizedAccess } from '../support/iam/synthesized-access';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const caller = (stack: Stack, id = 'Producer') => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });

/** Makes stacks of one app by their names. */
type Stacks = (id: string) => Stack;

const inStacks = (build: (stack: Stacks) => void, env: StackProps['env'] = ENVIRONMENT) => accessOf((app: App) => {
  build((id) => app.node.tryFindChild(id) as Stack | undefined ?? new Stack(app, id, { env }));
});

/** What the role of an API needs on the stream that its methods name, and on its key. */
function apiNeeds(access: SynthesizedAccess): { role: string; needs: Need[] } {
  const [{ role, streamArn }] = firehoseMethods(access.deployment);
  return { role, needs: producerNeeds(access.deployment, streamArn) };
}

const cdkStream = (stack: Stack, encryption?: firehose.StreamEncryption) => new firehose.DeliveryStream(stack, 'Stream', {
  destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')), encryption,
});
const cfnStream = (stack: Stack, keyArn: string) => new firehose.CfnDeliveryStream(stack, 'Stream', {
  deliveryStreamType: 'DirectPut', deliveryStreamEncryptionConfigurationInput: { keyType: 'CUSTOMER_MANAGED_CMK', keyArn },
});
const customerManaged = (key?: kms.IKey) => firehose.StreamEncryption.customerManagedKey(key);
const trackApi = (stack: Stack, deliveryStream: firehose.IDeliveryStreamRef, deliveryStreamKey?: kms.IKey) =>
  new TrackApi(stack, 'Track', { deliveryStream, deliveryStreamKey, authorization: TrackAuthorization.none() });

/** A key whose policy names nobody: it counts on its own only. */
const withoutTrust = (stack: Stack) => kms.Key.fromCfnKey(new kms.CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } }));

/** All faults. Where the policy of a key names the role, the same permission in the policy of the role is not needed; the CDK gives both. */
async function faultsOf(role: Principal, needs: Need[]): Promise<string[]> {
  const keys = role.deployment.resources('AWS::KMS::Key');
  const named = keys.some(({ properties }) => JSON.stringify(properties.KeyPolicy ?? {}).includes(role.arn));
  return named ? [...await missing(role, needs), ...await tooWide(role, needs)] : faults(role, needs);
}

const STREAMS: Record<string, (stack: Stacks) => void> = {
  'a stream of this library': (stack) => trackApi(stack('A'), new DeliveryStream(stack('A'), 'Stream', { encryptionKey: new kms.Key(stack('A'), 'Key') })),
  'a stream of this library as IDeliveryStream': (stack) =>
    trackApi(stack('A'), new DeliveryStream(stack('A'), 'Stream', { encryptionKey: new kms.Key(stack('A'), 'Key') }).asDeliveryStream()),
  'a stream of the CDK with a key that is given': (stack) => trackApi(stack('A'), cdkStream(stack('A'), customerManaged(new kms.Key(stack('A'), 'Key')))),
  'a stream of the CDK with a key of its own': (stack) => trackApi(stack('A'), cdkStream(stack('A'), customerManaged())),
  'a stream of the CDK with a key that AWS owns': (stack) => trackApi(stack('A'), cdkStream(stack('A'), firehose.StreamEncryption.awsOwnedKey())),
  'a stream of the CDK without encryption': (stack) => trackApi(stack('A'), cdkStream(stack('A'))),
  'a stream of the CDK with an imported key': (stack) => trackApi(stack('A'), cdkStream(stack('A'), customerManaged(kms.Key.fromKeyArn(stack('A'), 'Key', KEY_ARN)))),
  'a stream of the CDK with a key that trusts nobody': (stack) => trackApi(stack('A'), cdkStream(stack('A'), customerManaged(withoutTrust(stack('A'))))),
  'the resource of a stream': (stack) => trackApi(stack('A'), cfnStream(stack('A'), new kms.Key(stack('A'), 'Key').keyArn)),
  'the resource of a stream with the resource of a key': (stack) => trackApi(stack('A'), cfnStream(stack('A'), new kms.CfnKey(stack('A'), 'Key').attrArn)),
  'the resource of a stream with an ARN': (stack) => trackApi(stack('A'), cfnStream(stack('A'), KEY_ARN)),
  'a pipeline in a nested stack': (stack) => {
    new ServerlessDataPipeline(new NestedStack(stack('A'), 'Nested'), 'Pipeline', { encryptionKey: new kms.Key(stack('A'), 'Key') });
  },
  // Each arrow is a direction in which stacks may depend.
  'a stream and its key in another stack': (stack) => trackApi(stack('A'), cdkStream(stack('B'), customerManaged())),
  'a stream in another stack, its key in a third one': (stack) => trackApi(stack('A'), cdkStream(stack('B'), customerManaged(new kms.Key(stack('C'), 'Key')))),
  'a stream of this library in another stack, its key in a third one': (stack) =>
    trackApi(stack('A'), new DeliveryStream(stack('B'), 'Stream', { encryptionKey: new kms.Key(stack('C'), 'Key') })),
  'the resource of a stream in another stack, its key in a third one': (stack) => trackApi(stack('A'), cfnStream(stack('B'), new kms.Key(stack('C'), 'Key').keyArn)),
  'a stream beside the API, its key in another stack': (stack) => trackApi(stack('A'), cdkStream(stack('A'), customerManaged(new kms.Key(stack('C'), 'Key')))),
  'an alias of a key in another stack': (stack) => {
    const alias = new kms.Alias(stack('C'), 'Alias', { aliasName: 'alias/events', targetKey: new kms.Key(stack('C'), 'Key') });
    trackApi(stack('A'), cdkStream(stack('B'), customerManaged(alias)));
  },
  'a pipeline on an API of another stack': (stack) => {
    const api = new RestApi(stack('A'), 'Api', { cloudWatchRole: false });
    new ServerlessDataPipeline(stack('B'), 'Pipeline', { encryptionKey: new kms.Key(stack('B'), 'Key'), http: { api, path: 'events' } });
  },
  'a pipeline on an API of another stack, its key in a third one': (stack) => {
    const api = new RestApi(stack('A'), 'Api', { cloudWatchRole: false });
    new ServerlessDataPipeline(stack('B'), 'Pipeline', { encryptionKey: new kms.Key(stack('C'), 'Key'), http: { api, path: 'events' } });
  },
};

describe.each([['an environment', ENVIRONMENT], ['any environment', undefined]])('in stacks for %s', (_name, env) => {
  test.each(Object.entries(STREAMS))('the role of an API uses the key of %s, and no other', async (title, build) => {
    const access = inStacks(build, env);
    const { role, needs } = apiNeeds(access);
    // An alias has no ARN of a key to compare with.
    const keys = access.deployment.resources('AWS::KMS::Key');
    const needed = /alias/.test(title) ? [...needs.filter(({ action }) => !action.startsWith('kms:')), ...recordKeyNeeds(keys[0].arn!)] : needs;
    expect(needed).toHaveLength(/owns|without encryption/.test(title) ? 2 : 4);
    expect(await faultsOf(access.principal(role), needed)).toEqual([]);
  });
});

describe('an imported stream', () => {
  const imported = (stack: Stack) => firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'events');

  test('lets the API use the key that is given for it', async () => {
    const access = inStacks((stack) => trackApi(stack('A'), imported(stack('A')), new kms.Key(stack('C'), 'Key')));
    const [role] = access.deployment.resources('AWS::ApiGateway::Method').map(({ properties }) => properties.Integration.Credentials).filter(Boolean);
    const [{ arn }] = access.deployment.resources('AWS::KMS::Key');
    expect(await faults(access.principal(role).about('kms'), recordKeyNeeds(arn!))).toEqual([]);
  });

  test('leaves the API without a permission on keys if none is given', () => {
    const access = inStacks((stack) => trackApi(stack('A'), imported(stack('A'))));
    const policies = access.deployment.resources('AWS::IAM::Policy').map(({ properties }) => JSON.stringify(properties.PolicyDocument));
    expect(policies.filter((policy) => policy.includes('kms:'))).toEqual([]);
  });
});

describe.each<[string, (stack: Stack) => kms.IKey]>([
  ['a key of the stack', (stack) => new kms.Key(stack, 'Key')],
  ['an imported key', (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)],
  ['a key that trusts nobody', withoutTrust],
  ['a key of another stack', (stack) => new kms.Key(new Stack(stack.node.root as App, 'C', { env: ENVIRONMENT }), 'Key')],
])('with %s, a producer uses it after', (_name, keyIn) => {
  const grants: [string, (stream: DeliveryStream, role: iam.IRole) => iam.Grant][] = [
    ['grantPutRecords', (stream, role) => stream.grantPutRecords(role)],
    ['asDeliveryStream().grantPutRecords', (stream, role) => stream.asDeliveryStream().grantPutRecords(role)],
    ['asDeliveryStream().grants.putRecords', (stream, role) => (stream.asDeliveryStream() as firehose.DeliveryStream).grants.putRecords(role)],
    ['asDeliveryStream().grant of both actions', (stream, role) => stream.asDeliveryStream().grant(role, 'firehose:PutRecord', 'firehose:PutRecordBatch')],
  ];
  test.each(grants)('%s', async (_grant, grant) => {
    const success: boolean[] = [];
    const access = inStacks((stack) => {
      const stream = new DeliveryStream(stack('A'), 'Stream', { encryptionKey: keyIn(stack('A')) });
      success.push(grant(stream, caller(stack('A'))).success);
      new DeliveryStream(stack('A'), 'Other', { encryptionKey: new kms.Key(stack('A'), 'OtherKey') });
    });
    const [{ arn }] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream').filter(({ logicalId }) => logicalId.startsWith('Stream'));
    const needs = producerNeeds(access.deployment, arn!);
    expect(success).toEqual([true]);
    expect(needs).toHaveLength(4);
    expect(await faultsOf(access.role('Producer'), needs)).toEqual([]);
  });
});

describe('a grant on a stream with a key', () => {
  const policiesAfter = (grant: (stream: DeliveryStream, stack: Stack) => void) => {
    const access = inStacks((stack) => grant(new DeliveryStream(stack('A'), 'Stream', { encryptionKey: new kms.Key(stack('A'), 'Key') }), stack('A')));
    return access.role('Producer');
  };
  const kmsActions = (stream: DeliveryStream, stack: Stack, ...actions: string[]) => { stream.asDeliveryStream().grant(caller(stack), ...actions); };

  test.each(['firehose:Put*', 'firehose:*RecordBatch', 'Firehose:putrecord', '*'])('of %s includes the key', (action) => {
    const { policies } = policiesAfter((stream, stack) => kmsActions(stream, stack, action));
    expect(JSON.stringify(policies)).toContain('kms:GenerateDataKey');
  });

  test.each(['firehose:DescribeDeliveryStream', 'firehose:Put', 'firehose:PutRecord2'])('of %s leaves the key out', (action) => {
    const { policies } = policiesAfter((stream, stack) => kmsActions(stream, stack, action));
    expect(JSON.stringify(policies)).not.toContain('kms:');
  });

  test('gives a principal without policies nothing, not even the key', () => {
    const access = inStacks((stack) => {
      const stream = new DeliveryStream(stack('A'), 'Stream', { encryptionKey: withoutTrust(stack('A')) });
      expect(stream.grantPutRecords(new iam.ArnPrincipal('arn:aws:iam::111122223333:role/elsewhere')).success).toBe(false);
    });
    expect(JSON.stringify(access.deployment.resources('AWS::KMS::Key')[0].properties.KeyPolicy)).not.toContain('elsewhere');
  });
});

describe('what puts records in the name of the CDK uses the key too', () => {
  test.each<[string, string, (stream: firehose.IDeliveryStream, stack: Stack) => void]>([
    ['a rule of EventBridge', 'Events', (stream, stack) => {
      new events.Rule(stack, 'Rule', { schedule: events.Schedule.expression('rate(1 day)'), targets: [new FirehoseDeliveryStream(stream)] });
    }],
    ['a subscription of SNS', 'Subscription', (stream, stack) => {
      new sns.Topic(stack, 'Topic').addSubscription(new FirehoseSubscription(stream));
    }],
  ])('%s', async (_name, roleId, build) => {
    const access = inStacks((stack) => {
      const stream = new DeliveryStream(stack('A'), 'Stream', { encryptionKey: new kms.Key(stack('A'), 'Key') });
      build(stream.asDeliveryStream(), stack('A'));
    });
    const [{ arn: streamArn }] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
    const [role] = access.deployment.resources('AWS::IAM::Role').filter(({ logicalId }) => logicalId.includes(roleId));
    expect(await missing(access.principal(role.arn!), producerNeeds(access.deployment, streamArn!))).toEqual([]);
  });
});

describe('fails at synth for', () => {
  const stack = () => new Stack(undefined, 'A', { env: ENVIRONMENT });

  test('a stream whose key is an imported alias', () => {
    const a = stack();
    const alias = kms.Alias.fromAliasName(a, 'Alias', 'alias/events');
    expect(() => trackApi(a, cfnStream(a, alias.keyArn))).toThrow(/deliveryStream: got A\/Stream, encrypted with .*alias\/events, on which no permission can be given.*pass the key itself as deliveryStreamKey/);
    const b = stack();
    expect(() => trackApi(b, cfnStream(b, alias.keyArn), new kms.Key(b, 'Key'))).not.toThrow();
  });

  test.each<[string, (a: Stack) => void, RegExp]>([
    ['a key beside a stream of the app', (a) => trackApi(a, cdkStream(a), new kms.Key(a, 'Key')), /deliveryStreamKey: got A\/Key for A\/Stream, which is a stream of the app, allowed the key of an imported stream/],
    ['a key beside a stream of this library', (a) => trackApi(a, new DeliveryStream(a, 'Stream'), new kms.Key(a, 'Key')), /deliveryStreamKey: got A\/Key for A\/Stream/],
    ['an alias as the key', (a) => trackApi(a, firehose.DeliveryStream.fromDeliveryStreamName(a, 'Stream', 'events'), kms.Alias.fromAliasName(a, 'Alias', 'alias/events')),
      /deliveryStreamKey: got the alias A\/Alias/],
    ['what is no key', (a) => trackApi(a, firehose.DeliveryStream.fromDeliveryStreamName(a, 'Stream', 'events'), KEY_ARN as any), /deliveryStreamKey: got the text 'arn:aws:kms/],
  ])('%s', (_name, build, message) => {
    expect(() => build(stack())).toThrow(message);
  });

  test('a producer that no permission on the key can be given to', () => {
    const a = stack();
    const key = kms.Key.fromKeyArn(a, 'Key', KEY_ARN);
    const stream = new DeliveryStream(a, 'Stream', { encryptionKey: key });
    key.grant = (grantee) => iam.Grant.drop(grantee, 'no permission');
    expect(() => stream.grantPutRecords(caller(a))).toThrow(/encryption key: got A\/Key, on which no permission can be given/);
  });

  test('nothing if the ARN of the key is known at deployment only', () => {
    const a = stack();
    expect(() => trackApi(a, cfnStream(a, Fn.importValue('EventsKeyArn')))).not.toThrow();
  });
});
