import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type { DeliveryStream } from './delivery-stream';
import { grantOnKey } from '../private/keys';
import { ENCRYPT_RECORDS, PUT_RECORDS } from '../private/permissions';
import type { KeyedStream } from '../private/stream-keys';

/**
 * Gives the grants of an imported stream the key of the stream it stands for: the CDK does not know that key, and grants the actions of Firehose only. Targets and
 * subscriptions of the CDK use any of the three.
 */
export function withProducerGrants(stream: DeliveryStream, imported: firehose.IDeliveryStream): firehose.IDeliveryStream {
  const grant = imported.grant.bind(imported);
  const putRecords = stream.grantPutRecords.bind(stream);
  const keyed: KeyedStream = { _encryptionKey: stream._encryptionKey };
  Object.assign((imported as Partial<firehose.DeliveryStream>).grants ?? {}, { putRecords });
  return Object.assign(imported, keyed, {
    grantPutRecords: putRecords,
    grant: (grantee: Parameters<typeof grant>[0], ...actions: string[]) => {
      const granted = grant(grantee, ...actions);
      return granted.success && stream._encryptionKey && actions.some(isPut)
        ? granted.combine(grantOnKey(stream, stream._encryptionKey, grantee, ENCRYPT_RECORDS))
        : granted;
    },
  });
}

/** Whether an action, which may have wildcards, lets its grantee put records. */
function isPut(action: string): boolean {
  const pattern = action.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return PUT_RECORDS.some((put) => new RegExp(`^${pattern}$`, 'i').test(put));
}
