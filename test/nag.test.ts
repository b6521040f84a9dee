import { App, Aspects, CfnResource, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, NagSuppressions } from 'cdk-nag';
import type { INagLogger, NagLoggerBaseData } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { ServerlessDataPipeline } from '../src';
import { NAG_CASES, SPOILT, withLaterNode } from './support/nag-cases';
import { settings } from './support/nag-settings';

jest.mock('../src', () => jest.requireActual('./support/nag-settings').withSettings(jest.requireActual('../src')));

beforeEach(() => {
  settings.nagAcknowledgements = true;
});

/** What version 2 of cdk-nag says of an app, each as `<rule> <path>`. */
interface Verdict {
  readonly found: string[];
  readonly acknowledged: string[];
  /** What resources claim to acknowledge, whether anything is found there or not. */
  readonly claimed: string[];
  /** Rules that could not be judged, because of a token. */
  readonly failed: string[];
}

function judge(build: (app: App) => void): Verdict {
  const app = new App();
  build(app);
  const verdict: Verdict = { found: [], acknowledged: [], claimed: [], failed: [] };
  const finding = ({ ruleId, findingId, resource }: NagLoggerBaseData & { findingId: string }) => `${ruleId}${findingId ? `[${findingId}]` : ''} ${resource.node.path}`;
  const logger: INagLogger = {
    onCompliance: () => {},
    onNotApplicable: () => {},
    onNonCompliance: (data) => verdict.found.push(finding(data)),
    onSuppressed: (data) => verdict.acknowledged.push(finding(data)),
    onError: ({ ruleId, resource, errorMessage }) => verdict.failed.push(`${ruleId} ${resource.node.path} ${errorMessage}`),
    onSuppressedError: ({ ruleId, resource, errorMessage }) => verdict.failed.push(`${ruleId} ${resource.node.path} ${errorMessage}`),
  };
  // Before the rules, which look at the same time: names of findings change when references between stacks are resolved.
  Aspects.of(app).add({ visit: (node) => verdict.claimed.push(...claimsOf(node)) });
  Aspects.of(app).add(new AwsSolutionsChecks({ verbose: true, reports: false, additionalLoggers: [logger] }));
  app.synth();
  Object.values(verdict).forEach((list) => list.sort());
  return verdict;
}

function claimsOf(node: IConstruct): string[] {
  const rules: any[] = CfnResource.isCfnResource(node) ? node.getMetadata('cdk_nag')?.rules_to_suppress ?? [] : [];
  return rules.flatMap(({ id, applies_to: findings }) => findings?.map((finding: string) => `${id}[${finding}]`) ?? [id]).map((id) => `${id} ${node.node.path}`);
}

test.each(Object.entries(NAG_CASES))('%s: findings are acknowledged, no more and no less, but those on resources of others', (_, { build, theirs = [] }) => {
  const { found, acknowledged, claimed, failed } = judge(build);
  expect(found).toEqual([...theirs].sort());
  expect(claimed).toEqual(acknowledged);

  settings.nagAcknowledgements = false;
  const without = judge(build);
  expect(without.found).toEqual([...acknowledged, ...theirs].sort());
  expect([...failed, ...without.failed, ...without.claimed]).toEqual([]);
});

describe('cdk-nag finds', () => {
  test.each(Object.entries(SPOILT))('%s', (_, { build, theirs }) => {
    expect(judge(build).found).toEqual([...theirs].sort());
  });
});

test('the runtime is acknowledged once the CDK knows a later one', () => {
  const l1 = ['AwsSolutions-L1 Default/Pipeline/RecordProcessor/Function/Resource'];
  const { build } = NAG_CASES['the pipeline Default'];
  const { found, acknowledged } = withLaterNode(() => judge(build));
  expect(found).toEqual([]);
  expect(acknowledged).toEqual([...judge(build).acknowledged, ...l1].sort());
});

test('what a user acknowledges on the whole pipeline stands beside it', () => {
  const build = (acknowledge: (pipeline: ServerlessDataPipeline) => void) => judge((app) => acknowledge(new ServerlessDataPipeline(new Stack(app, 'Test'), 'Pipeline')));
  const rules = [{ id: 'AwsSolutions-S2', reason: 'an exception of the platform team' }];
  const { found, acknowledged } = build((pipeline) => NagSuppressions.addResourceSuppressions(pipeline, rules, true));
  expect(found).toEqual([]);
  expect(acknowledged).toEqual(build(() => {}).acknowledged);
});

test('what a user acknowledges himself stands beside it', () => {
  const { found, acknowledged } = judge((app) => {
    const { bucket } = new ServerlessDataPipeline(new Stack(app, 'Test'), 'Pipeline');
    NagSuppressions.addResourceSuppressions(bucket, [{ id: 'AwsSolutions-S2', reason: 'an exception of the platform team' }]);
    Object.assign(bucket.node.defaultChild!, { publicAccessBlockConfiguration: {} });
  });
  expect(found).toEqual([]);
  expect(acknowledged.filter((id) => id.endsWith(' Test/Pipeline/DeliveryStream/Bucket/Resource'))).toEqual([
    'AwsSolutions-S1 Test/Pipeline/DeliveryStream/Bucket/Resource', 'AwsSolutions-S2 Test/Pipeline/DeliveryStream/Bucket/Resource',
  ]);
});
