import { readFileSync } from 'fs';
import * as path from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { RecordProcessor, ServerlessDataPipeline } from '../../src';
import { NAG_CASES, withLaterNode } from '../support/nag-cases';
import { settings } from '../support/nag-settings';
import { newStack } from '../support/stacks';

jest.mock('../../src', () => jest.requireActual('../support/nag-settings').withSettings(jest.requireActual('../../src')));

const OF_VERSION_3 = 'aws:cdk:acknowledged-rules';

beforeEach(() => {
  settings.nagAcknowledgements = undefined;
});

/** The templates of an app by the path of their stack. */
function templates(build: (app: App) => void): { app: App; resources: [string, any][] } {
  const app = new App();
  build(app);
  const stacks = app.node.findAll().filter((node) => Stack.isStack(node)) as Stack[];
  const resources = stacks.flatMap((stack) => Object.entries<any>(Template.fromStack(stack).toJSON().Resources ?? {})
    .map(([id, resource]): [string, any] => [`${stack.node.path} ${id}`, resource]));
  return { app, resources };
}

function acknowledgedOn(node: IConstruct): boolean {
  return node.node.findAll().some((each) => each.node.metadata.some(({ type }) => type === OF_VERSION_3)
    || JSON.stringify((each as Partial<s3.CfnBucket>).cfnOptions?.metadata ?? {}).includes('cdk_nag'));
}

test('a resource says what it does not follow', () => {
  const stack = newStack();
  new ServerlessDataPipeline(stack, 'Pipeline');
  const { Metadata: metadata } = Template.fromStack(stack).toJSON().Resources.PipelineDeliveryStreamRoleDefaultPolicyFBB33175;
  expect(metadata.cdk_nag.rules_to_suppress).toEqual([{
    id: 'AwsSolutions-IAM5',
    reason: expect.stringMatching(/^Firehose .*\.$/),
    applies_to: [
      'Resource::<PipelineDeliveryStreamBucketDE6A2314.Arn>/firehose-errors/*',
      'Resource::<PipelineDeliveryStreamBucketDE6A2314.Arn>/firehose/*',
    ],
  }]);
});

describe('without acknowledgements', () => {
  // The ids of deployments and the hashes of code are in them too.
  test.each(['the pipeline Temporary', 'the edge Guarded', 'the edge ApiOfAnotherStack', 'the four parts alone'])('%s is the same, and says nothing of cdk-nag', (name) => {
    const { build } = NAG_CASES[name];
    const withThem = templates(build).resources;
    settings.nagAcknowledgements = false;
    const { app, resources } = templates(build);
    expect(JSON.stringify(resources)).not.toContain('cdk_nag');
    expect(acknowledgedOn(app)).toBe(false);
    withThem.forEach(([, resource]) => {
      delete resource.Metadata?.cdk_nag;
      if (Object.keys(resource.Metadata ?? {}).length === 0) {
        delete resource.Metadata;
      }
    });
    expect(withThem).toEqual(resources);
  });
});

test('what is brought gets none', () => {
  const stack = newStack();
  const theirs = {
    bucket: new s3.Bucket(stack, 'Bucket'),
    resultsBucket: new s3.Bucket(stack, 'Results'),
    encryptionKey: new kms.Key(stack, 'Key'),
    api: new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false }),
  };
  const method = theirs.api.root.addMethod('GET');
  const { bucket, encryptionKey } = theirs;
  new ServerlessDataPipeline(stack, 'Pipeline', {
    bucket, encryptionKey, dataPrefix: 'shop/', queries: { resultsBucket: theirs.resultsBucket }, http: { api: theirs.api, path: 'shop' },
  });
  expect([bucket, theirs.resultsBucket, encryptionKey, theirs.api.deploymentStage, method].filter(acknowledgedOn)).toEqual([]);
  // The routes are not theirs.
  expect(acknowledgedOn(theirs.api.root)).toBe(true);
});

test.each([undefined, true])('%s is the default', (nagAcknowledgements) => {
  const stack = newStack();
  const { bucket } = new ServerlessDataPipeline(stack, 'Pipeline', { nagAcknowledgements });
  expect(acknowledgedOn(bucket)).toBe(true);
});

test('fails for what is neither true nor false', () => {
  for (const part of ['pipeline', 'processor']) {
    const build = part === 'pipeline' ? ServerlessDataPipeline : RecordProcessor;
    expect(() => new build(newStack(), 'Test', { nagAcknowledgements: 'false' as any })).toThrow(/nagAcknowledgements: got the text 'false', allowed true or false/);
  }
});

test('the runtime of the record processor is acknowledged once the CDK knows a later one', () => {
  const metadataOfFunction = (): any => {
    const stack = newStack();
    new RecordProcessor(stack, 'Processor');
    return Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'))[0].Metadata;
  };
  expect(metadataOfFunction()).toBeUndefined();
  expect(withLaterNode(metadataOfFunction).cdk_nag.rules_to_suppress).toEqual([{ id: 'AwsSolutions-L1', reason: expect.stringContaining('Node.js 24') }]);
});

describe('the reasons', () => {
  const ofL1 = /^\| `AwsSolutions-L1` \|.*$/m;
  const page = readFileSync(path.join(__dirname, '../../docs/cdk-nag.md'), 'utf8');
  let rules: { readonly id: string; readonly reason: string }[];

  beforeAll(() => {
    rules = Object.values(NAG_CASES).flatMap(({ build }) => templates(build).resources)
      .flatMap(([, { Metadata: metadata }]) => metadata?.cdk_nag?.rules_to_suppress ?? []);
  });

  test('are the ones of the page, in both directions', () => {
    const rows = [...page.replace(ofL1, '').matchAll(/^\| `(AwsSolutions-\w+)` \|.*\| (.+) \|$/gm)].map(([, id, reason]) => `${id} ${reason}`);
    expect(rows.sort()).toEqual([...new Set(rules.map(({ id, reason }) => `${id} ${reason}`))].sort());
    expect(ofL1.exec(page)?.[0]).toContain('The handler is built and tested for Node.js 24; the next runtime comes with a release of this library.');
  });

  test('are one sentence each, of what cdk-nag takes', () => {
    const reasons = rules.map(({ reason }) => reason);
    expect(reasons.filter((reason) => !/^[A-Z][\x20-\x7e]{9,140}\.$/.test(reason) || reason.includes('. '))).toEqual([]);
  });
});
