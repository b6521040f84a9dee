import type * as iam from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream, IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { CfnResource } from 'aws-cdk-lib/core';
import { Reference, Resource, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { GrantableKey } from './keys';
import { grantOnKey } from './keys';
import { ENCRYPT_RECORDS, PUT_RECORDS } from './permissions';

/** The customer managed key that a stream is encrypted with, as far as the app knows it. */
export type StreamKey =
  | { readonly state: 'known'; readonly key?: GrantableKey }
  /** The stream names a customer managed key in a way that no permission can be given on, such as an imported alias. */
  | { readonly state: 'notGrantable'; readonly keyArn: string }
  /** The stream is imported, or its encryption is a token. */
  | { readonly state: 'unknown' };

/** A `DeliveryStream` of this library, and what its `asDeliveryStream()` returns, know their key. Asked by name: they may come from another copy of the library. */
export interface KeyedStream {
  readonly _encryptionKey: GrantableKey | undefined;
}

/** Finds the key of a stream: one of this library, a `DeliveryStream` or a `CfnDeliveryStream` of the CDK. */
export function findStreamKey(stream: IDeliveryStreamRef): StreamKey {
  if ('_encryptionKey' in stream) {
    return { state: 'known', key: (stream as unknown as KeyedStream)._encryptionKey };
  }
  const resource = (stream.node.defaultChild ?? stream) as Partial<CfnDeliveryStream>;
  if (resource.cfnResourceType !== 'AWS::KinesisFirehose::DeliveryStream') {
    return { state: 'unknown' };
  }
  const encryption = resource.deliveryStreamEncryptionConfigurationInput;
  if (Token.isUnresolved(encryption)) {
    return { state: 'unknown' };
  }
  const { keyArn, keyType } = (encryption ?? {}) as CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty;
  return keyArn === undefined || keyType === 'AWS_OWNED_CMK' ? { state: 'known' } : findKey(stream, keyArn);
}

/** Lets a producer put records, one or many at a time, into one stream, and use the key that the stream is encrypted with. */
export function grantPutRecords(scope: IConstruct, streamArn: string, key: GrantableKey | undefined, grantee: iam.IGrantable): iam.Grant {
  const put = Grant.addToPrincipal({ grantee, actions: PUT_RECORDS, resourceArns: [streamArn] });
  // A principal without a policy of its own gets nothing: the key alone would be of no use.
  return put.success && key ? put.combine(grantOnKey(scope, key, grantee, ENCRYPT_RECORDS)) : put;
}

/** The resource holds the ARN only. A key of the app has its own grant, which respects its policy; on any other key the ARN is enough. */
function findKey(stream: IConstruct, keyArn: string): StreamKey {
  const key = findReferredKey(keyArn) ?? findAlias(stream, keyArn);
  if (key) {
    return { state: 'known', key };
  }
  return keyArn.includes(':alias/')
    ? { state: 'notGrantable', keyArn }
    : { state: 'known', key: { grant: (grantee, ...actions) => Grant.addToPrincipal({ grantee, actions, resourceArns: [keyArn] }) } };
}

/** The key of the app that an ARN refers to: a `Key`, or what `Key.fromCfnKey` makes of a resource. */
function findReferredKey(keyArn: string): GrantableKey | undefined {
  return Tokenization.reverseString(keyArn).tokens
    .flatMap((token) => Reference.isReference(token) ? keysAround(token.target as CfnResource) : [])
    .at(0);
}

function keysAround({ node }: CfnResource): GrantableKey[] {
  const owners = node.scope?.node.defaultChild?.node === node ? [node.scope] : [];
  return [...owners, ...node.children].filter((each) => 'keyArn' in each && 'grant' in each) as unknown as GrantableKey[];
}

/** An alias of the app, which knows its key: its ARN is put together of texts and refers to nothing. */
function findAlias({ node }: IConstruct, keyArn: string): GrantableKey | undefined {
  const aliases = Token.isUnresolved(keyArn) ? node.root.node.findAll().filter((each) => 'aliasTargetKey' in each && Resource.isOwnedResource(each)) : [];
  return (aliases as unknown as kms.Alias[]).find((alias) => alias.keyArn === keyArn);
}
