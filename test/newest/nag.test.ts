import { readFileSync } from 'fs';
import * as path from 'path';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { temporaryFolder } from '../support/assembly';
import { NAG_CASES, SPOILT, withLaterNode } from '../support/nag-cases';
import { settings } from '../support/nag-settings';

jest.mock('../../src', () => jest.requireActual('../support/nag-settings').withSettings(jest.requireActual('../../src')));

/** A stack with a fault. A report without findings names no plugin: this one shows that it ran, on this very app. */
const CANARY = 'Canary';

beforeEach(() => {
  settings.nagAcknowledgements = true;
  // The other tests run without validation, which takes its time.
  process.env.CDK_VALIDATION = 'true';
});

/** What version 3 of cdk-nag says of an app, each as `<rule> <path>`. */
interface Verdict {
  readonly found: string[];
  /** What resources claim to acknowledge, whether anything is found there or not. */
  readonly claimed: string[];
}

function judge(build: (app: App) => void): Verdict {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  // The report is read here, so that all findings are seen and not only that there are some.
  const app = new App({ outdir, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  build(app);
  new s3.CfnBucket(new Stack(app, CANARY), 'Bucket');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  app.synth();

  const { pluginReports } = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  const reports: any[] = pluginReports.filter((report: any) => report.pluginName === 'AwsSolutions');
  const violations: any[] = reports.flatMap((report) => report.violations);
  const found = violations.flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map((construct: any) => `${ruleName} ${construct.constructPath}`));
  if (!found.includes(`AwsSolutions-S1 ${CANARY}/Bucket`)) {
    throw new Error('cdk-nag did not run');
  }
  const broken = violations.filter(({ description }) => description.startsWith('Rule threw an error'));
  if (broken.length > 0) {
    throw new Error(broken.map(({ ruleName, description }) => `${ruleName}: ${description}`).join('\n'));
  }
  return { found: found.filter((finding) => !finding.includes(` ${CANARY}/`)).sort(), claimed: app.node.findAll().flatMap(claimsOf).sort() };
}

function claimsOf({ node }: { readonly node: App['node'] }): string[] {
  const ids = node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).flatMap(({ data }) => Object.keys(data));
  return ids.map((id) => `${id} ${node.path}`);
}

/** What version 3 finds on resources of others: it has another rule for the threat protection of Cognito. */
function ofOthers(theirs: readonly string[] = []): string[] {
  return theirs.map((finding) => finding.replace('-COG3 ', '-COG8 ')).sort();
}

test.each(Object.entries(NAG_CASES))('%s: findings are acknowledged, no more and no less, but those on resources of others', (_, { build, theirs }) => {
  const verdict = judge(build);
  expect(verdict.found).toEqual(ofOthers(theirs));

  settings.nagAcknowledgements = false;
  expect(judge(build)).toEqual({ found: [...verdict.claimed, ...ofOthers(theirs)].sort(), claimed: [] });
});

describe('cdk-nag finds', () => {
  test.each(Object.entries(SPOILT))('%s', (_, { build, theirs }) => {
    expect(judge(build).found).toEqual(ofOthers(theirs));
  });
});

test('the runtime is acknowledged once the CDK knows a later one', () => {
  const l1 = 'AwsSolutions-L1 Default/Pipeline/RecordProcessor/Function/Resource';
  const { build } = NAG_CASES['the pipeline Default'];
  const verdict = withLaterNode(() => judge(build));
  expect(verdict.found).toEqual([]);
  expect(verdict.claimed).toContain(l1);
  settings.nagAcknowledgements = false;
  expect(withLaterNode(() => judge(build)).found).toEqual(verdict.claimed);
});

test('a tree that is not synthesized yet is clean too', () => {
  const app = new App();
  NAG_CASES['the pipeline Default'].build(app);
  expect(new AwsSolutionsChecks().validateScope(app)).toEqual({ success: true, violations: [] });
});
