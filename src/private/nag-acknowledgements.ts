import * as core from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** What the pipeline and its parts have under the same name. */
export interface NagSettings {
  readonly nagAcknowledgements?: boolean;
}

/** A rule of cdk-nag that a resource does not follow, on purpose. */
export interface NagAcknowledgement {
  /** The rule, with the name of its pack: `AwsSolutions-S1`. */
  readonly id: string;
  /** Why that is right for this resource. cdk-nag takes ten characters or more, of Latin-1. */
  readonly reason: string;
  /** Of a rule that finds each resource with a wildcard in a policy: the ones that are meant. Any other is found as before. */
  readonly wildcards?: readonly string[];
}

/**
 * Acknowledges findings of cdk-nag on one resource, as its versions read it. Version 2 looks into the metadata of the resource, version 3 into that of the
 * construct. Both are plain data, so that nobody needs cdk-nag who does not use it.
 *
 * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
 * @param made what was made here, never what a user brought; undefined if the app makes its policies apart (`Role.customizeRoles`)
 */
export function acknowledgeFindings(made: IConstruct | undefined, settings: NagSettings, ...acknowledgements: NagAcknowledgement[]): void {
  const resource = made?.node.defaultChild as core.CfnResource | undefined;
  if (!resource || !(settings.nagAcknowledgements ?? true) || acknowledgements.length === 0) {
    return;
  }
  const findings = (wildcards: readonly string[]) => wildcards.map((arn) => `Resource::${flattened(resource.stack.resolve(arn))}`);
  resource.addMetadata('cdk_nag', {
    rules_to_suppress: acknowledgements.map(({ id, reason, wildcards }) => wildcards
      ? { id, reason, get applies_to() { return findings(wildcards); } }
      : { id, reason }),
  });
  const key = acknowledgedRulesKey();
  if (key !== undefined) {
    resource.node.addMetadata(key, readAnew(() => Object.fromEntries(acknowledgements.flatMap(({ id, reason, wildcards }) => wildcards
      ? findings(wildcards).map((finding) => [`${id}[${finding}]`, reason])
      : [[id, reason]]))));
  }
}

/** Where a CDK has no such key, version 3 cannot run; and an old CDK validates each entry of its manifest, for a thirtieth of the time that a synth takes. */
function acknowledgedRulesKey(): string | undefined {
  const { Validations } = core as { readonly Validations?: { readonly ACKNOWLEDGED_RULES_METADATA_KEY?: string } };
  return Validations?.ACKNOWLEDGED_RULES_METADATA_KEY;
}

/**
 * A finding has logical ids in its name, or the name of an export, and these are known late: version 2 looks before references between stacks are resolved,
 * version 3 after it, and an id may be overridden at any time. So the names are made whenever someone reads them.
 */
function readAnew(read: () => Record<string, string>): object {
  return new Proxy({}, {
    ownKeys: () => Reflect.ownKeys(read()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(read(), key),
    get: (_, key) => Reflect.get(read(), key),
  });
}

interface Intrinsic {
  readonly 'Ref'?: unknown;
  readonly 'Fn::GetAtt'?: readonly unknown[];
  readonly 'Fn::ImportValue'?: unknown;
  readonly 'Fn::Join'?: readonly [string, unknown];
  readonly 'Fn::Sub'?: unknown;
}

/** A value of a template as cdk-nag writes it: `<Bucket.Arn>/firehose/*`. */
function flattened(value: unknown): string {
  if (typeof value === 'string') {
    return value.replace(/\$\{/g, '<').replace(/\}/g, '>');
  }
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, 'Fn::Join': [delimiter, parts] = [], 'Fn::Sub': text } = value as Intrinsic;
  if (Array.isArray(parts)) {
    return parts.map(flattened).join(delimiter);
  }
  if (attribute ?? ref) {
    return `<${[attribute ?? ref].flat().map(flattened).join('.')}>`;
  }
  const inner = text ?? imported;
  return inner === undefined ? JSON.stringify(value) : flattened(inner);
}
