import type * as iam from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream, IDataProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Construct } from 'constructs';
import { requireProcessorType } from './processor-validation';
import { processorParameters } from '../private/processor-parameters';
import { warn } from '../private/warnings';

/** Asked by name: the processor may come from another copy of this library. Undefined if it is not of this library. */
export function takesPackedRecords(processor: IDataProcessor | undefined): boolean | undefined {
  return processor ? (processor as { readonly _takesPackedRecords?: boolean })._takesPackedRecords : true;
}

/**
 * Renders any processor: one of ours, of the CDK, or of the user. What is off is written as off, because an update of a stream merges.
 * @throws Error if it is of a type that needs dynamic partitioning
 */
export function renderProcessing(
  scope: Construct,
  role: iam.IRole,
  prefix: string,
  processor: IDataProcessor | undefined,
): CfnDeliveryStream.ProcessingConfigurationProperty {
  if (!processor) {
    return { enabled: false };
  }
  const config = processor.bind(scope, { role, dynamicPartitioningEnabled: false, prefix });
  requireProcessorType(scope, config.processorType);
  if (config.processorType === 'AppendDelimiterToRecord') {
    warn(scope, 'appendedDelimiter', 'processor: got one that appends a delimiter to each record, and events of a TrackApi end with a line feed already; '
      + 'leave it out, or acknowledge this if your own producers send records without one');
  }
  const parameters = config.parameters ?? [
    { parameterName: config.processorIdentifier.parameterName, parameterValue: config.processorIdentifier.parameterValue },
    { parameterName: 'RoleArn', parameterValue: role.roleArn },
    ...processorParameters(processor.props),
  ];
  return { enabled: true, processors: [{ type: config.processorType, parameters }] };
}
