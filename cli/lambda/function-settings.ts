import { numberProperty } from '../number-property';
import type { NumberRange } from '../number-property';
import type { Deployment, Resource } from '../template/deployment';

/** What the run takes from an `AWS::Lambda::Function`. */
export interface FunctionSettings {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly runtime: string;
  /** undefined: not a Node.js runtime. */
  readonly nodeMajor?: number;
  readonly handler: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memorySize: number;
  readonly reservedConcurrency?: number;
  readonly logGroup: string;
}

export type FunctionCode =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'inline'; readonly text: string }
  /** Code that is not on this machine or of a kind that does not run here, and why. */
  | { readonly kind: 'none'; readonly reason: string };

// What a timer of Node.js can count. The service's own limit is lower, and not the same everywhere.
const TIMEOUT_SECONDS: NumberRange = { min: 1, max: 2_147_483, absent: 3 };
const MEMORY_MB: NumberRange = { min: 128, max: 32_768, absent: 128 };
const CONCURRENCY: NumberRange = { min: 0 };

/** @throws Failure when a number is none, or the service would refuse it */
export function functionSettings(resource: Resource, deployment: Deployment, isFolder: (path: string) => boolean): FunctionSettings {
  const properties = resource.properties;
  const name = resource.ref;
  const runtime = String(properties.Runtime ?? '');
  const number = (property: string, range: NumberRange) => numberProperty(`the function ${resource.logicalId}`, property, properties[property], range);
  const node = /^nodejs(\d+)\.x$/.exec(runtime);
  return {
    logicalId: resource.logicalId,
    name,
    arn: resource.arn ?? `arn:aws:lambda:${deployment.region}:${deployment.accountId}:function:${name}`,
    region: deployment.region,
    runtime,
    nodeMajor: node ? Number(node[1]) : undefined,
    handler: String(properties.Handler ?? ''),
    code: codeOf(properties.Code ?? {}, deployment, isFolder),
    environment: textValues(properties.Environment?.Variables ?? {}),
    timeoutSeconds: number('Timeout', TIMEOUT_SECONDS),
    memorySize: number('MemorySize', MEMORY_MB),
    reservedConcurrency: properties.ReservedConcurrentExecutions === undefined ? undefined : number('ReservedConcurrentExecutions', CONCURRENCY),
    logGroup: String(properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`),
  };
}

function codeOf(code: Record<string, unknown>, deployment: Deployment, isFolder: (path: string) => boolean): FunctionCode {
  if (typeof code.ZipFile === 'string') return { kind: 'inline', text: code.ZipFile };
  if (typeof code.ImageUri === 'string') return { kind: 'none', reason: 'container images do not run here' };
  if (typeof code.S3Key !== 'string') return { kind: 'none', reason: 'its Code names neither S3Key nor ZipFile' };
  const asset = deployment.assetPath(code.S3Key);
  if (asset === undefined) return { kind: 'none', reason: `its code (${code.S3Key}) is not an asset of the cloud assembly` };
  if (!isFolder(asset)) return { kind: 'none', reason: `its code is not a folder but a file (${asset}), and zip files do not run here` };
  return { kind: 'folder', folder: asset };
}

function textValues(variables: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}
