import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { App } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import { queryNeeds, readErrorsNeeds, readNeeds } from './needs/analysts';
import { deliveryNeeds } from './needs/delivery-role';
import { firehoseMethods, producerNeeds } from './needs/producers';
import { ServerlessDataPipeline } from '../../src';
import type { ServerlessDataPipelineProps } from '../../src';
import type { Need } from '../support/iam/need';
import type { Principal } from '../support/iam/principal';
import { faults } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';
import type { AccessOptions, SynthesizedAccess } from '../support/iam/synthesized-access';

const OWNER = '444455556666';
const keyArn = (account = ENVIRONMENT.account) => `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

function keyed(propsOf: (stack: Stack, app: App) => ServerlessDataPipelineProps, options?: AccessOptions) {
  const access = accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', propsOf(stack, app));
    const caller = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
    pipeline.grantQuery(caller('Analyst'));
    pipeline.grantRead(caller('Reader'));
    pipeline.grantReadErrors(caller('ErrorReader'));
    pipeline.grantPutRecords(caller('Producer'));
  }, options);
  const [stream] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  const delivery = access.principal(stream.properties.ExtendedS3DestinationConfiguration.RoleARN);
  return { access, delivery, deliveryNeeds: deliveryNeeds(access.deployment, stream) };
}

/** Of what is needed and of what is allowed, the part that concerns keys. */
const faultsOfKeys = (principal: Principal, needs: readonly Need[]) => faults(principal.about('kms'), needs.filter(({ action }) => action.startsWith('kms:')));

const ownKey = (stack: Stack) => ({ encryptionKey: new kms.Key(stack, 'Key') });
const platform = (app: App) => new Stack(app, 'Platform', { env: ENVIRONMENT });

// By the logical ids of the keys, or their ARNs: what Firehose writes with, and what files may be encrypted with.
const CASES: [string, (stack: Stack, app: App) => ServerlessDataPipelineProps, RegExp | undefined, RegExp[]][] = [
  ['no key', () => ({}), undefined, []],
  ['a key of the stack', ownKey, /^Key/, [/^Key/]],
  ['a key of another stack', (_stack, app) => ownKey(platform(app)), /^Key/, [/^Key/]],
  ['a key that is imported', (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Theirs', keyArn()) }), /^arn:/, [/^arn:/]],
  ['the key of a bucket that is brought', (stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'BucketKey') }),
  }), /^BucketKey/, [/^BucketKey/]],
  ['the key of a bucket of another stack', (_stack, app) => ({
    bucket: new s3.Bucket(platform(app), 'Mine', { encryption: s3.BucketEncryption.KMS }),
  }), /^MineKey/, [/^MineKey/]],
  ['a key beside the one of a bucket that is brought', (stack) => ({
    ...ownKey(stack), bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'BucketKey') }),
  }), /^Key/, [/^Key/, /^BucketKey/]],
  ['a key for a bucket that is imported', (stack) => ({
    encryptionKey: kms.Key.fromKeyArn(stack, 'Theirs', keyArn()), bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'mine'),
  }), /^arn:/, [/^arn:/]],
  ['the key of a bucket for results', (stack) => ({
    queries: { resultsBucket: new s3.Bucket(stack, 'Results', { encryptionKey: new kms.Key(stack, 'ResultsKey') }) },
  }), undefined, []],
];

describe.each(CASES)('with %s', (_name, propsOf, writesWith, files) => {
  const { access, delivery, deliveryNeeds: toDeliver } = keyed(propsOf);
  const keys = access.deployment.resources('AWS::KMS::Key');
  const arnOf = (pattern: RegExp) => keys.find(({ logicalId }) => pattern.test(logicalId))?.arn ?? keyArn();
  const encryptedWith = files.map(arnOf);
  const propsHaveKey = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream')[0].properties.DeliveryStreamEncryptionConfigurationInput.KeyType !== 'AWS_OWNED_CMK';

  test('Firehose uses the key that it writes with, and no other', async () => {
    const used = toDeliver.filter(({ action }) => action === 'kms:GenerateDataKey').map(({ resource }) => resource);
    expect([...new Set(used)]).toEqual(writesWith === undefined ? [] : [arnOf(writesWith)]);
    expect(await faultsOfKeys(delivery, toDeliver)).toEqual([]);
  });

  test.each([['Analyst', queryNeeds], ['Reader', readNeeds], ['ErrorReader', readErrorsNeeds]])('the %s uses the keys of what is read, and no other', async (id, needsOf) => {
    expect(await faultsOfKeys(access.role(id), needsOf(access.deployment, encryptedWith))).toEqual([]);
  });

  test.each<[string, (of: SynthesizedAccess) => string]>([
    ['the API', (of) => firehoseMethods(of.deployment)[0].role],
    ['a grantee of grantPutRecords', (of) => of.role('Producer').arn],
  ])('%s uses the key of the stream, if there is one, and no other', async (_producer, roleOf) => {
    const [{ streamArn }] = firehoseMethods(access.deployment);
    const needs = producerNeeds(access.deployment, streamArn);
    expect(needs.filter(({ action }) => action === 'kms:GenerateDataKey')).toHaveLength(propsHaveKey ? 1 : 0);
    expect(await faultsOfKeys(access.principal(roleOf(access)), needs)).toEqual([]);
  });

  test('nobody else uses a key', async () => {
    const functionRole = access.deployment.resources('AWS::Lambda::Function')[0].properties.Role;
    const others = [functionRole, `arn:aws:iam::${OWNER}:role/stranger`];
    const verdicts = others.flatMap((other) => [...keys.map(({ arn }) => arn!), keyArn()].map((key) => access.principal(other).can('kms:Decrypt', key)));
    expect(new Set(await Promise.all(verdicts))).toEqual(new Set(['ImplicitlyDenied']));
  });
});

describe('Firehose uses the key by way of S3 only', () => {
  const deliveryOf = (region: string, keyIn = (stack: Stack): kms.IKey => new kms.Key(stack, 'Key')) => {
    const access = accessOf((app) => {
      const stack = new Stack(app, 'Test', { env: { ...ENVIRONMENT, region } });
      new ServerlessDataPipeline(stack, 'Pipeline', { encryptionKey: keyIn(stack) });
    });
    const [{ properties }] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
    const { RoleARN: role, BucketARN: bucket } = properties.ExtendedS3DestinationConfiguration;
    const [{ arn: key }] = access.deployment.resources('AWS::KMS::Key');
    return (service: string | undefined, object = `${bucket}/firehose/dt=2026-11-22/object.gz`) => access.principal(role).can('kms:GenerateDataKey', key!, {
      'kms:EncryptionContext:aws:s3:arn': object, ...service === undefined ? {} : { 'kms:ViaService': service },
    });
  };

  test.each([
    ['eu-west-1', 's3.eu-west-1.amazonaws.com', 'Allowed'],
    ['eu-west-1', 's3.eu-west-1.amazonaws.com.cn', 'ImplicitlyDenied'],
    ['us-gov-west-1', 's3.us-gov-west-1.amazonaws.com', 'Allowed'],
    // Which of the two it is there is not documented.
    ['cn-north-1', 's3.cn-north-1.amazonaws.com.cn', 'Allowed'],
    ['cn-north-1', 's3.cn-north-1.amazonaws.com', 'Allowed'],
    ['cn-north-1', 's3.cn-northwest-1.amazonaws.com.cn', 'ImplicitlyDenied'],
    ['eu-west-1', undefined, 'ImplicitlyDenied'],
  ])('in %s, for %s: %s', async (region, service, verdict) => {
    expect(await deliveryOf(region)(service)).toBe(verdict);
  });

  test('and of the objects of the stream only', async () => {
    expect(await deliveryOf('eu-west-1')('s3.eu-west-1.amazonaws.com', 'arn:aws:s3:::other/firehose/object.gz')).toBe('ImplicitlyDenied');
  });

  test('also where the policy of the key names the role', async () => {
    const can = deliveryOf('eu-west-1', (stack) => kms.Key.fromCfnKey(new kms.CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } })));
    expect(await can('s3.eu-west-1.amazonaws.com')).toBe('Allowed');
    expect(await can(undefined)).toBe('ImplicitlyDenied');
  });
});

describe('after a change of the key, older objects', () => {
  const changed = (grantOld: (old: kms.IKey, role: iam.IRole) => void) => accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { encryptionKey: new kms.Key(stack, 'New') });
    const analyst = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    pipeline.grantQuery(analyst);
    grantOld(new kms.Key(stack, 'Old'), analyst);
  });
  const arnOf = ({ deployment }: SynthesizedAccess, id: string) => deployment.resources('AWS::KMS::Key').find(({ logicalId }) => logicalId.startsWith(id))!.arn!;

  test('are not read with the grants of the pipeline', async () => {
    const access = changed(() => {});
    expect(await access.role('Analyst').can('kms:Decrypt', arnOf(access, 'New'))).toBe('Allowed');
    expect(await access.role('Analyst').can('kms:Decrypt', arnOf(access, 'Old'))).toBe('ImplicitlyDenied');
  });

  test('are read with grantDecrypt of the old key besides', async () => {
    const access = changed((old, role) => { old.grantDecrypt(role); });
    expect(await faultsOfKeys(access.role('Analyst'), queryNeeds(access.deployment, [arnOf(access, 'New'), arnOf(access, 'Old')]))).toEqual([]);
  });
});

test('readers do not make data keys', async () => {
  const { access } = keyed(ownKey);
  const [{ arn }] = access.deployment.resources('AWS::KMS::Key');
  expect(await access.role('Reader').can('kms:GenerateDataKey', arn!)).toBe('ImplicitlyDenied');
  expect(await access.role('ErrorReader').can('kms:GenerateDataKey', arn!)).toBe('ImplicitlyDenied');
});

describe('with a key of another account', () => {
  const theirs = (Principal: unknown) => keyed((stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Theirs', keyArn(OWNER)) }), {
    elsewhere: { [keyArn(OWNER)]: { accountId: OWNER, policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }] } } },
  });

  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  test('both must let the role in, and the role has its part', async () => {
    const { delivery, deliveryNeeds: toDeliver } = theirs({ AWS: ENVIRONMENT.account });
    expect(await faultsOfKeys(delivery, toDeliver)).toEqual([]);
  });

  test('nothing is written before its owner lets the role in', async () => {
    const { delivery } = theirs({ AWS: OWNER });
    expect(await delivery.can('kms:GenerateDataKey', keyArn(OWNER))).toBe('ImplicitlyDenied');
  });
});
