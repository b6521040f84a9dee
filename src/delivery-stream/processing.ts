import type * as iam from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream, DataProcessorProps, IDataProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Construct } from 'constructs';

/** Renders any processor: one of ours, of the CDK, or of the user. What is off is written as off, because an update of a stream merges. */
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
  const parameters = config.parameters ?? [
    { parameterName: config.processorIdentifier.parameterName, parameterValue: config.processorIdentifier.parameterValue },
    { parameterName: 'RoleArn', parameterValue: role.roleArn },
    ...settings(processor.props),
  ];
  return { enabled: true, processors: [{ type: config.processorType, parameters }] };
}

function settings(props: DataProcessorProps): CfnDeliveryStream.ProcessorParameterProperty[] {
  const values: [string, number | undefined][] = [
    ['NumberOfRetries', props.retries],
    ['BufferSizeInMBs', props.bufferSize?.toMebibytes()],
    ['BufferIntervalInSeconds', props.bufferInterval?.toSeconds()],
  ];
  return values.flatMap(([parameterName, value]) => value === undefined ? [] : [{ parameterName, parameterValue: String(value) }]);
}
