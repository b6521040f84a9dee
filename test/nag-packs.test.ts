import { readFileSync } from 'fs';
import * as path from 'path';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, Stack } from 'aws-cdk-lib/core';
import { HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { INagLogger, NagLoggerBaseData } from 'cdk-nag';
import { AccessLog, ServerlessDataPipeline, TrackAuthorization, WebAcl } from '../src';
import type { ServerlessDataPipelineProps } from '../src';

const PACKS = { HIPAA: HIPAASecurityChecks, NIST: NIST80053R5Checks, PCI: PCIDSS321Checks, Serverless: ServerlessChecks };
type Pack = keyof typeof PACKS;

/** What the page calls the resources, by their place in a pipeline. */
const RESOURCES: Record<string, RegExp> = {
  'the stage': /^TrackApi\/Api\/DeploymentStage\.dev\/Resource$/,
  'the deployment': /^TrackApi\/Api\/Deployment\/Resource$/,
  'the web ACL': /^TrackApi\/WebAcl$/,
  'the log groups': /^(DeliveryStream|RecordProcessor)\/LogGroup\/Resource$/,
  'the policies of all roles': /^(DeliveryStream|RecordProcessor|TrackApi)\/Role\/DefaultPolicy\/Resource$/,
  'the function': /^RecordProcessor\/Function\/Resource$/,
  'the buckets': /^(DeliveryStream\/Bucket|Analytics\/WorkGroup\/Results)\/Resource$/,
};
const MOST: Record<string, number> = { 'the log groups': 2, 'the policies of all roles': 3, 'the buckets': 2 };

/** What all packs find on the resources of a pipeline, as `<rule> <pack> <place in the pipeline>`. A rule that fails is found too. */
function findings(propsOf: (stack: Stack) => ServerlessDataPipelineProps): string[] {
  return Object.entries(PACKS).flatMap(([pack, Checks]) => {
    const app = new App();
    const stack = new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-west-1' } });
    new ServerlessDataPipeline(stack, 'Pipeline', propsOf(stack));
    const found: string[] = [];
    const add = ({ ruleId, resource }: NagLoggerBaseData) => {
      const [, place] = /^Test\/Pipeline\/(.+)$/.exec(resource.node.path) ?? [];
      if (place) {
        found.push(`${ruleId.split('-').pop()} ${pack} ${place}`);
      }
    };
    const ignore = () => {};
    const logger: INagLogger = {
      onCompliance: ignore, onNotApplicable: ignore, onSuppressed: add, onSuppressedError: add, onNonCompliance: add, onError: add,
    };
    Aspects.of(app).add(new Checks({ verbose: true, reports: false, additionalLoggers: [logger] }));
    app.synth();
    return found;
  });
}

const hardened = (stack: Stack): ServerlessDataPipelineProps => {
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const logGroup = (id: string) => new logs.LogGroup(stack, id, { encryptionKey });
  return {
    encryptionKey,
    logGroup: logGroup('Logs'),
    authorization: TrackAuthorization.iam(),
    http: { webAcl: WebAcl.limits({ requestsPerAddress: 100 }), accessLog: AccessLog.toCloudWatch(logGroup('Access')), tracing: true },
  };
};
const broughtBesides = (stack: Stack): ServerlessDataPipelineProps => {
  const props = hardened(stack);
  return {
    ...props,
    bucket: new s3.Bucket(stack, 'Events'),
    queries: { resultsBucket: new s3.Bucket(stack, 'Results') },
    http: { ...props.http, webAcl: WebAcl.fromArn('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/acl/1234abcd-12ab-34cd-56ef-1234567890ab') },
  };
};

interface Row {
  readonly rule: string;
  readonly packs: readonly string[];
  readonly resource: string;
  readonly fix: string;
  readonly reason: string;
}

const ROWS: Row[] = [...readFileSync(path.join(__dirname, '../docs/cdk-nag.md'), 'utf8').matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, rule, packs, resource, fix, reason]) => ({ rule, packs: packs.split(', '), resource, fix, reason }));

/** `<rule> <pack>` of each finding. */
const rulesOf = (found: readonly string[]) => [...new Set(found.map((finding) => finding.split(' ').slice(0, 2).join(' ')))].sort();
const promised = (rows: readonly Row[]) => rows.flatMap(({ rule, packs }) => packs.map((pack) => `${rule} ${pack}`)).sort();

const byDefault = findings(() => ({}));
const withOptions = findings(hardened);

describe('the table of the other packs', () => {
  test('names every rule that is found, and no other', () => {
    expect(rulesOf([...byDefault, ...withOptions])).toEqual(promised(ROWS));
  });

  test.each(ROWS.flatMap(({ rule, packs, resource }) => packs.map((pack): [string, Pack, string] => [rule, pack as Pack, resource])))(
    'says where %s of %s is found: on %s', (rule, pack, resource) => {
      const places = new Set([...byDefault, ...withOptions].filter((finding) => finding.startsWith(`${rule} ${pack} `)).map((finding) => finding.split(' ')[2]));
      expect([...places].filter((place) => !RESOURCES[resource].test(place))).toEqual([]);
      expect(places.size).toBe(MOST[resource] ?? 1);
    });

  test('says which rules a prop fixes: with all of the props the others are left', () => {
    expect(rulesOf(findings(broughtBesides))).toEqual(promised(ROWS.filter(({ fix }) => fix === '-')));
  });

  test('says which of them an option fixes and which a bucket or a web ACL of the user', () => {
    const byUser = ({ fix }: Row) => /`bucket`|fromArn/.test(fix);
    expect(rulesOf(withOptions)).toEqual(promised(ROWS.filter((row) => row.fix === '-' || byUser(row))));
  });

  test('has a reason in each row', () => {
    expect(ROWS.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });
});
