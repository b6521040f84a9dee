import type { IConstruct } from 'constructs';
import type { TrackApiProps } from './track-api-props';
import { inAnotherAccount } from '../private/environment';
import type { GrantableKey } from '../private/keys';
import { requireKey } from '../private/keys';
import { findStreamKey } from '../private/stream-keys';
import { invalid } from '../private/validate';
import { warn } from '../private/warnings';

/** What concerns the key of the stream. */
type StreamProps = Pick<TrackApiProps, 'deliveryStream' | 'deliveryStreamKey'>;

const WHAT = 'deliveryStreamKey';

/** The key that API Gateway must be able to use. Only after `validateStreamKey`. */
export function resolveStreamKey({ deliveryStream, deliveryStreamKey }: StreamProps): GrantableKey | undefined {
  const found = findStreamKey(deliveryStream);
  return deliveryStreamKey ?? (found.state === 'known' ? found.key : undefined);
}

/** @throws Error if the stream has a key that API Gateway could not be allowed to use, or if a key is given that is not the one of the stream */
export function validateStreamKey(scope: IConstruct, { deliveryStream, deliveryStreamKey }: StreamProps): void {
  requireKey(scope, WHAT, deliveryStreamKey);
  const found = findStreamKey(deliveryStream);
  if (deliveryStreamKey && found.state === 'known') {
    throw invalid(scope, {
      what: WHAT,
      got: `${deliveryStreamKey.node.path} for ${deliveryStream.node.path}, which is a stream of the app`,
      allowed: 'the key of an imported stream',
      fix: 'leave it out: the key of a stream of the app is known',
    });
  }
  if (!deliveryStreamKey && found.state === 'notGrantable') {
    throw invalid(scope, {
      what: 'deliveryStream',
      got: `${deliveryStream.node.path}, encrypted with ${found.keyArn}, on which no permission can be given`,
      allowed: 'a stream whose key is of the app or known by its ARN',
      fix: `pass the key itself as ${WHAT}: API Gateway needs permission to use it`,
    });
  }
}

/** Warns if events may be refused: because the key of the stream is not known, or because its owner has a say. */
export function addStreamKeyWarnings(scope: IConstruct, { deliveryStream, deliveryStreamKey }: StreamProps): void {
  if (deliveryStreamKey && inAnotherAccount(scope, deliveryStreamKey)) {
    warn(scope, 'keyOfAnotherAccount', `${WHAT}: got a key of another account, whose key policy must allow the role of the API; every POST gets 500 until it does`);
  }
  if (!deliveryStreamKey && findStreamKey(deliveryStream).state === 'unknown') {
    warn(scope, 'unknownStreamKey', `deliveryStream: got ${deliveryStream.node.path}, whose encryption is not known here; if it has a customer managed key, pass that key as `
      + `${WHAT}, or every POST gets 500`);
  }
}
