import { readFileSync } from 'fs';
import * as path from 'path';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { App } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import { AccessLog, ServerlessDataPipeline, TrackAuthorization, WebAcl } from '../../src';
import type { ServerlessDataPipelineProps } from '../../src';

/** What the page calls the resources, by their place in a pipeline. */
export const RESOURCES: Record<string, RegExp> = {
  'the stage': /^TrackApi\/Api\/DeploymentStage\.dev\/Resource$/,
  'the deployment': /^TrackApi\/Api\/Deployment\/Resource$/,
  'the web ACL': /^TrackApi\/WebAcl$/,
  'the log groups': /^(DeliveryStream|RecordProcessor)\/LogGroup\/Resource$/,
  'the policies of all roles': /^(DeliveryStream|RecordProcessor|TrackApi)\/Role\/DefaultPolicy\/Resource$/,
  'the function': /^RecordProcessor\/Function\/Resource$/,
  'the buckets': /^(DeliveryStream\/Bucket|Analytics\/WorkGroup\/Results)\/Resource$/,
};
/** How many of them a pipeline has; 1 if not named. */
export const MOST: Record<string, number> = { 'the log groups': 2, 'the policies of all roles': 3, 'the buckets': 2 };

/** Every option that fixes a rule. */
export const hardened = (stack: Stack): ServerlessDataPipelineProps => {
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const logGroup = (id: string) => new logs.LogGroup(stack, id, { encryptionKey });
  return {
    encryptionKey,
    logGroup: logGroup('Logs'),
    authorization: TrackAuthorization.iam(),
    http: { webAcl: WebAcl.limits({ requestsPerAddress: 100 }), accessLog: AccessLog.toCloudWatch(logGroup('Access')), tracing: true },
  };
};
/** And what a user brings to fix others. */
export const broughtBesides = (stack: Stack): ServerlessDataPipelineProps => {
  const props = hardened(stack);
  return {
    ...props,
    bucket: new s3.Bucket(stack, 'Events'),
    queries: { resultsBucket: new s3.Bucket(stack, 'Results') },
    http: { ...props.http, webAcl: WebAcl.fromArn('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/acl/1234abcd-12ab-34cd-56ef-1234567890ab') },
  };
};

/** A line of the table of the page. */
export interface Row {
  readonly rule: string;
  readonly packs: readonly string[];
  readonly resource: string;
  readonly fix: string;
  readonly reason: string;
}

export const ROWS: Row[] = [...readFileSync(path.join(__dirname, '../../docs/cdk-nag.md'), 'utf8').matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, rule, packs, resource, fix, reason]) => ({ rule, packs: packs.split(', '), resource, fix, reason }));

/** Adds a pipeline to an app. */
export function addPipeline(app: App, propsOf: (stack: Stack) => ServerlessDataPipelineProps): void {
  const stack = new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-west-1' } });
  new ServerlessDataPipeline(stack, 'Pipeline', propsOf(stack));
}

/** The finding of a rule on a resource of the pipeline: `<rule> <pack> <place in the pipeline>`. Undefined for a resource of the user. */
export function findingOf(ruleId: string, pack: string, constructPath: string): string | undefined {
  const [, place] = /^Test\/Pipeline\/(.+)$/.exec(constructPath) ?? [];
  return place && `${ruleId.replace(/\[.*/, '').split('-').pop()} ${pack} ${place}`;
}

/** `<rule> <pack>` of each finding. */
export const rulesOf = (found: readonly string[]) => [...new Set(found.map((finding) => finding.split(' ').slice(0, 2).join(' ')))].sort();
/** The same of lines of the table. */
export const promised = (rows: readonly Row[]) => rows.flatMap(({ rule, packs }) => packs.map((pack) => `${rule} ${pack}`)).sort();
