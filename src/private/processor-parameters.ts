import type { CfnDeliveryStream, DataProcessorProps } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Size } from 'aws-cdk-lib/core';
import { SizeRoundingBehavior, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireRange, requireSeconds, requireUnit, requireWhole } from './validate';

/**
 * The limits of every Lambda processor.
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
 * @param parent what stands before the names of the props, if anything
 * @throws Error if a value is out of its limits
 */
export function validateProcessorProps(scope: IConstruct, props: DataProcessorProps, parent = ''): void {
  requireSeconds(scope, `${parent}bufferInterval`, props.bufferInterval, 0, 900);
  requireRange(scope, `${parent}retries`, props.retries, 0, 300, 'retries');
  requireWhole(scope, `${parent}retries`, props.retries, 'retries');
  if (props.bufferSize) {
    const { bufferSize } = props;
    requireUnit(scope, `${parent}bufferSize`, bufferSize, 'Size.mebibytes', () => mebibytes(bufferSize));
  }
  requireRange(scope, `${parent}bufferSize`, props.bufferSize && mebibytes(props.bufferSize), 0.2, 3, 'MiB');
}

/** How Firehose calls a function. A value that is not given is left to Firehose. */
export function processorParameters(props: DataProcessorProps): CfnDeliveryStream.ProcessorParameterProperty[] {
  const values: [string, number | undefined][] = [
    ['NumberOfRetries', props.retries],
    ['BufferSizeInMBs', props.bufferSize && mebibytes(props.bufferSize)],
    ['BufferIntervalInSeconds', props.bufferInterval?.toSeconds()],
  ];
  return values.flatMap(([parameterName, value]) => value === undefined
    ? []
    : [{ parameterName, parameterValue: Tokenization.stringifyNumber(value) }]);
}

/** Firehose counts in MiB, with a fraction: 0.2 is its smallest buffer. */
export function mebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}
