import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Aspects } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { warn } from '../private/warnings';

/**
 * Warns if a stream appends a delimiter to what the processor gives, which ends with a line feed already. A stream of the CDK binds its processors one
 * by one and tells none about the others, so this looks at the finished resource.
 *
 * @param stream where the processor was bound: the stream or something above it
 */
export function warnOfBlankLines(stream: IConstruct, processor: IConstruct, functionArn: string): void {
  Aspects.of(stream).add({
    visit(node: IConstruct): void {
      if (node instanceof CfnDeliveryStream && appendsTo(node, functionArn)) {
        warn(processor, 'appendedDelimiter', `processors: got an AppendDelimiterToRecordProcessor in ${node.node.path} together with this one, whose lines `
          + 'end with a line feed already, so that every second line is blank; leave it out');
      }
    },
  });
}

function appendsTo(stream: CfnDeliveryStream, functionArn: string): boolean {
  const { stack } = stream;
  const destination = stack.resolve(stream.extendedS3DestinationConfiguration);
  const processors: any[] = destination?.processingConfiguration?.processors ?? [];
  const calls = JSON.stringify(stack.resolve(functionArn));
  return processors.some(({ type }) => type === 'AppendDelimiterToRecord')
    && processors.some(({ parameters }) => parameters?.some(({ parameterValue }: any) => JSON.stringify(parameterValue) === calls));
}
