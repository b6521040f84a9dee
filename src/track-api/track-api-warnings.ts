import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { hasNoUrl } from './api-url';
import { addStreamKeyWarnings } from './stream-key';
import type { TrackApiProps } from './track-api-props';
import { BatchMode } from '../batch-mode';
import { takesPackedRecords } from '../private/packed-records';
import { warn } from '../private/warnings';

// Direct PUT requests a second in the regions with the smallest quota. https://docs.aws.amazon.com/firehose/latest/dev/limits.html
const SMALLEST_STREAM_QUOTA = 1_000;
// Of an account and region, over all APIs. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;
const METHODS = 2;

/** Warns of what works, but perhaps not as meant. */
export function warnOfEdge(scope: IConstruct, props: TrackApiProps): void {
  if (props.authorization === undefined) {
    warn(scope, 'openAccess', 'authorization: none was chosen, so anyone who knows the URL may send events; '
      + 'if that is meant, say so with TrackAuthorization.none()');
  }
  warnOfThrottle(scope, props.throttle ?? {});
  warnOfUnknownProcessor(scope, props);
  addStreamKeyWarnings(scope, props);
  const api = props.http?.api;
  if (api && hasNoUrl(api)) {
    warn(scope, 'closedApiUrl', `http.api: got ${api.node.path}, whose own URL is closed and that has no domain yet, so that trackUrl answers 403; `
      + 'give it the domain before the pipeline is made');
  }
}

/** A stream of this library says by a member of its own that it does not know; of any other stream nothing is known. */
function warnOfUnknownProcessor(scope: IConstruct, { batchMode, deliveryStream }: TrackApiProps): void {
  if (batchMode === BatchMode.PACKED && '_takesPackedRecords' in deliveryStream && takesPackedRecords(deliveryStream) === undefined) {
    warn(scope, 'packedRecords', `batchMode: got PACKED in front of ${deliveryStream.node.path}, whose processor is of someone else and gets records of many lines, `
      + 'each an event; let it split them and answer each record once, or leave batchMode out');
  }
}

/** A limit that is a token is no number to compare. */
function warnOfThrottle(scope: IConstruct, throttle: ThrottleSettings): void {
  const [rate, burst] = [throttle.rateLimit, throttle.burstLimit].map((limit) => Token.isUnresolved(limit) ? undefined : limit);
  if (rate === 0 || burst === 0) {
    warn(scope, 'closedByThrottle', `throttle.${rate === 0 ? 'rateLimit' : 'burstLimit'}: got 0, so every request gets 429; set 1 or more to let events in`);
  }
  if (rate !== undefined && METHODS * rate > SMALLEST_STREAM_QUOTA) {
    warn(scope, 'throttleAboveQuota', `throttle.rateLimit: got ${rate} requests a second for each of ${METHODS} methods, in all more than the `
      + `${SMALLEST_STREAM_QUOTA} that a stream takes in most regions; check the quota of the stream in yours`);
  }
  if ((rate ?? 0) > ACCOUNT_RATE || (burst ?? 0) > ACCOUNT_BURST) {
    warn(scope, 'throttleAboveAccount', `throttle: got ${rate ?? 'the default'} requests a second and bursts of ${burst ?? 'the default'}, above the `
      + `${ACCOUNT_RATE} and ${ACCOUNT_BURST} of an account in a region, which hold first; lower it, or check the quota of your account`);
  }
}
