import type { IDataProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import { MetadataExtractionProcessor, RecordDeAggregationProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IConstruct } from 'constructs';
import { functionsOf, requireBeside, requireTimeout } from '../private/processor-functions';
import { validateProcessorProps } from '../private/processor-parameters';
import { invalid } from '../private/validate';

/** What Firehose does only in a stream with dynamic partitioning, which this one has not. */
const OF_DYNAMIC_PARTITIONING = ['MetadataExtraction', 'RecordDeAggregation'];

/**
 * Whatever can be told of a processor before it is bound: binding gives permissions, and nothing is built before an error.
 * @throws Error if the stream cannot work with it
 */
export function validateProcessor(scope: IConstruct, processor: IDataProcessor): void {
  validateProcessorProps(scope, processor.props, 'processor.');
  for (const called of functionsOf(processor)) {
    requireBeside(scope, 'processor', called, scope);
    requireTimeout(scope, 'timeout of the processor\'s function', called);
  }
  if (processor instanceof MetadataExtractionProcessor || processor instanceof RecordDeAggregationProcessor) {
    requireProcessorType(scope, processor instanceof MetadataExtractionProcessor ? 'MetadataExtraction' : 'RecordDeAggregation');
  }
}

/**
 * Of a processor of someone's own, the type is known once it is bound.
 * @throws Error if this stream has no use for it
 */
export function requireProcessorType(scope: IConstruct, type: string): void {
  if (OF_DYNAMIC_PARTITIONING.includes(type)) {
    throw invalid(scope, {
      what: 'processor',
      got: `a processor of the type ${type}`,
      allowed: 'one that works without dynamic partitioning, such as a Lambda processor',
      fix: 'split or route records in a RecordProcessor with a transform, or use the CDK\'s own DeliveryStream',
    });
  }
}
