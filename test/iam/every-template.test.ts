import type { App } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import { serviceRoleNeeds } from './needs/service-roles';
import type { Resource } from '../../cli/template/deployment';
import { ServerlessDataPipeline } from '../../src';
import { listOf } from '../support/iam/policy-document';
import type { Statement } from '../support/iam/policy-document';
import { faults } from '../support/iam/proof';
import { isAction } from '../support/iam/simulator';
import { accessOf } from '../support/iam/synthesized-access';
import { EDGES } from '../templates/edges';
import { PIPELINES } from '../templates/pipelines';

const inRegion = (region: string) => (app: App) => {
  new ServerlessDataPipeline(new Stack(app, 'Test', { env: { account: '111122223333', region } }), 'Pipeline');
};
const APPS: Record<string, (app: App) => void> = { ...PIPELINES, ...EDGES, China: inRegion('cn-north-1'), GovCloud: inRegion('us-gov-west-1') };

// What the CDK itself writes, or the app of the example: its emptying of buckets, functions and streams that are not ours.
const NOT_OURS = /^(CustomS3AutoDelete|GateServiceRole|LogRole|Caller)/;
/** They stand in denials for all, in the policies of keys, in what empties buckets and in its grants: the CDK writes them, or the app. */
const WILDCARDS = ['kms:*', 'kms:Describe*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 's3:*', 's3:Abort*', 's3:DeleteObject*', 's3:GetBucket*', 's3:List*'];

/** The resource, or the log group of a log stream: Lambda chooses the names of its streams, so a function may write to all of a group that it shares. */
const whereOf = (resource: string) => resource.replace(/:log-stream:.*$/, '');

const policiesOf = ({ properties }: Resource): Statement[] => ['PolicyDocument', 'AssumeRolePolicyDocument', 'KeyPolicy', 'Policy']
  .flatMap((property) => properties[property]?.Statement ?? []);

describe.each(Object.keys(APPS))('the template %s', (name) => {
  const access = accessOf(APPS[name]);
  const { deployment } = access;
  const needsOf = serviceRoleNeeds(deployment);
  const ours = deployment.resources('AWS::IAM::Role').filter(({ logicalId }) => !NOT_OURS.test(logicalId));

  test('lets each service do what it needs, nothing on what is named alike, and nothing else', async () => {
    const found = await Promise.all([...needsOf].map(async ([role, needs]) => (await faults(access.principal(role), needs)).map((fault) => `${role}: ${fault}`)));
    expect(found.flat()).toEqual([]);
  });

  test('has no role but those that are proved, and none with a policy of AWS', () => {
    expect(ours.map(({ arn }) => arn).sort()).toEqual([...needsOf.keys()].sort());
    expect(ours.filter(({ properties }) => properties.ManagedPolicyArns || properties.PermissionsBoundary)).toEqual([]);
  });

  test('has no action that IAM does not know', async () => {
    const actions = [...new Set(deployment.all().flatMap(policiesOf).flatMap(({ Action }) => listOf(Action)))];
    const known = await Promise.all(actions.map(isAction));
    expect(actions.filter((action, n) => !known[n] && !WILDCARDS.includes(action))).toEqual([]);
  });

  test('lets no role do the work of another', async () => {
    const roles = [...needsOf];
    const crossed = roles.flatMap(([role, own]) => roles.filter(([other]) => other !== role).flatMap(([, needs]) => needs)
      .filter(({ action, resource }) => !own.some((need) => need.action === action && whereOf(need.resource) === whereOf(resource)))
      .map(async ({ action, resource, context }) => `${role}: ${action} on ${resource}: ${await access.principal(role).can(action, resource, context)}`));
    expect((await Promise.all(crossed)).filter((line) => !line.endsWith(': ImplicitlyDenied'))).toEqual([]);
  });
});
