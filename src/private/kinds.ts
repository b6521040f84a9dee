import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid, LATE_VALUE } from './validate';
import { BatchMode } from '../batch-mode';

/** How a kind of value is told, and how it is written. Told by what it can do: its class may come from another copy of the CDK, or another language. */
const KINDS = {
  text: [(value: any) => typeof value === 'string', 'a text'],
  number: [(value: any) => typeof value === 'number', 'a number'],
  flag: [(value: any) => typeof value === 'boolean', 'true or false'],
  list: [(value: any) => Array.isArray(value), 'a list'],
  settings: [(value: any) => typeof value === 'object' && !Array.isArray(value) && !Token.isUnresolved(value), 'an object with settings'],
  duration: [(value: any) => can(value, 'toSeconds'), 'a Duration, such as Duration.seconds(60)'],
  size: [(value: any) => can(value, 'toMebibytes'), 'a Size, such as Size.mebibytes(10)'],
  compression: [(value: any) => typeof value.value === 'string', 'a Compression, such as Compression.GZIP'],
  bucket: [(value: any) => has(value, 'bucketArn'), 'a bucket (IBucket)'],
  key: [(value: any) => has(value, 'keyArn'), 'a key (IKey)'],
  stream: [(value: any) => has(value, 'deliveryStreamRef'), 'a stream (IDeliveryStreamRef)'],
  processor: [(value: any) => can(value, 'bind') && has(value, 'props'), 'a processor (IDataProcessor), such as a RecordProcessor'],
  batchMode: [(value: any) => Object.values(BatchMode).includes(value), 'BatchMode.PER_EVENT or BatchMode.PACKED'],
  transform: [(value: any) => can(value, 'bind'), 'a Transform, such as Transform.node(path)'],
  api: [(value: any) => has(value, 'restApiId'), 'an API (RestApi)'],
  usagePlan: [(value: any) => can(value, 'addApiStage'), 'a usage plan (UsagePlan)'],
  userPool: [(value: any) => has(value, 'userPoolArn'), 'a user pool (IUserPool)'],
  authorizer: [(value: any) => has(value, 'authorizerId'), 'an authorizer (IAuthorizer)'],
  certificate: [(value: any) => has(value, 'certificateRef') || has(value, 'certificateArn'), 'a certificate (ICertificate)'],
  apiKey: [(value: any) => has(value, 'keyId'), 'a key (IApiKey)'],
  logGroup: [(value: any) => has(value, 'logGroupArn'), 'a log group (ILogGroup)'],
  vpcEndpoint: [(value: any) => has(value, 'vpcEndpointId'), 'an endpoint (IVpcEndpoint)'],
  accessLog: [(value: any) => can(value, 'bind'), 'an AccessLog, such as AccessLog.toCloudWatch()'],
  webAcl: [(value: any) => can(value, 'bind'), 'a WebAcl, such as WebAcl.fromArn(arn)'],
  requestContext: [(value: any) => has(value, 'fieldName'), 'a RequestContext, such as RequestContext.sourceIp()'],
  authorization: [(value: any) => can(value, 'bind'), 'a TrackAuthorization, such as TrackAuthorization.none()'],
} as const;

export type Kind = keyof typeof KINDS;

/**
 * The props that are given are what they should be. TypeScript and the other languages see to that by themselves; plain JavaScript does not, and a
 * number for a Duration would end in "toSeconds is not a function".
 *
 * @throws Error on the first that is not
 */
export function requireKinds(scope: IConstruct, values: object, kinds: Readonly<Record<string, Kind>>, parent = ''): void {
  for (const [prop, kind] of Object.entries(kinds)) {
    const value = (values as Record<string, unknown>)[prop];
    if (value !== undefined) {
      requireKind(scope, `${parent}${prop}`, value, kind);
    }
  }
}

/** A value that must be there. */
export function requireKind(scope: IConstruct, what: string, value: unknown, kind: Kind): void {
  const [is, allowed] = KINDS[kind];
  if (value === undefined || value === null || !is(value)) {
    throw invalid(scope, { what, got: described(value), allowed, fix: value === null ? 'leave it out for the default' : 'give one' });
  }
}

function described(value: unknown): string {
  if (value === undefined || value === null) {
    return value === null ? 'null' : 'nothing';
  }
  if (Token.isUnresolved(value)) {
    return LATE_VALUE;
  }
  if (typeof value === 'object') {
    return Array.isArray(value) ? 'a list' : `an object (${value.constructor?.name ?? 'without a class'})`;
  }
  if (typeof value === 'function') {
    return `the function ${value.name}${value.name === '' ? '' : ', which was not called'}`;
  }
  return typeof value === 'string' ? `the text '${value}'` : `the ${typeof value} ${String(value)}`;
}

/** Not a function: each has a `bind`, so that a factory that was not called would pass for what it makes. */
function can(value: any, method: string): boolean {
  return typeof value === 'object' && typeof value[method] === 'function';
}

function has(value: any, property: string): boolean {
  return typeof value === 'object' && property in value;
}
