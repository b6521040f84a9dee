import type { IDataProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Compression } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { warnOfBucket } from './bucket-warnings';
import type { DeliveryStreamProps } from './delivery-stream-props';
import { inAnotherAccount } from '../private/environment';
import { functionsOf, warnOfConcurrency } from '../private/processor-functions';
import { hasHiddenSegment } from '../private/s3-layout';
import { warn } from '../private/warnings';

/** What Firehose takes where a processor does not say: https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html */
const DEFAULT_PROCESSOR_INTERVAL = 60;

/** Warns of what works, but perhaps not as meant. */
export function warnOfDelivery(scope: IConstruct, props: DeliveryStreamProps, effective: { dataPrefix: string; bufferingInterval: Duration }): void {
  if (props.compression?.value === Compression.SNAPPY.value) {
    warn(scope, 'snappyCompression',
      'compression: got SNAPPY, whose framing Athena may not read in text files; use Compression.GZIP or Compression.HADOOP_SNAPPY');
  }
  if (hasHiddenSegment(effective.dataPrefix)) {
    warn(scope, 'hiddenPrefix', `dataPrefix: got '${effective.dataPrefix}' with a segment that begins with _ or ., which Athena may take for hidden; `
      + 'begin each segment with a letter or a digit');
  }
  if (props.encryptionKey && inAnotherAccount(scope, props.encryptionKey)) {
    warn(scope, 'keyOfAnotherAccount', 'encryptionKey: got a key of another account, whose key policy must allow the delivery role, the producers (the role of the API is one) '
      + 'and whoever queries; Firehose takes and writes nothing until it does');
  }
  if (props.processor) {
    warnOfProcessor(scope, props.processor, effective.bufferingInterval);
  }
  if (props.bucket) {
    warnOfBucket(scope, props.bucket, props);
  }
}

function warnOfProcessor(scope: IConstruct, processor: IDataProcessor, bufferingInterval: Duration): void {
  const called = functionsOf(processor);
  // One that is a construct warns by itself.
  if (!Construct.isConstruct(processor)) {
    called.forEach((fn) => warnOfConcurrency(scope, 'processor', fn));
  }
  const { bufferInterval } = processor.props;
  if (called.length === 0 || bufferingInterval.isUnresolved() || bufferInterval?.isUnresolved()) {
    return;
  }
  const waits = bufferInterval?.toSeconds() ?? DEFAULT_PROCESSOR_INTERVAL;
  if (waits > bufferingInterval.toSeconds()) {
    warn(scope, 'processorWaitsLonger', `processor.bufferInterval: got ${waits} seconds, which each record waits before the ${bufferingInterval.toSeconds()} `
      + 'of bufferingInterval even begin; set it to bufferingInterval or less');
  }
}
