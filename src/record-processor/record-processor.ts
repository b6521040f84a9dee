import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Size } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { warnOfBlankLines } from './blank-lines';
import { DROPPED_RECORDS, FAILED_RECORDS, METRIC_DIMENSION, METRIC_NAMESPACE } from './contract';
import { handlerCode } from './handler-asset';
import type { RecordProcessorProps } from './record-processor-props';
import type { TransformConfig } from './transform';
import { validateFunction } from './validation';
import { BatchMode } from '../batch-mode';
import { requireKinds } from '../private/kinds';
import { resolveLogGroup, validateLogGroup } from '../private/log-groups';
import { acknowledgeFindings } from '../private/nag-acknowledgements';
import { notePackedRecords } from '../private/packed-records';
import { CALL_FUNCTION } from '../private/permissions';
import { requireBeside, requireTimeout, warnOfConcurrency } from '../private/processor-functions';
import { mebibytes, processorParameters, validateProcessorProps } from '../private/processor-parameters';
import { dependOnPoliciesOf } from '../private/role-dependency';
import { invalid } from '../private/validate';
import { warn } from '../private/warnings';

/**
 * Turns each record of a Firehose stream into lines of JSON with an `event_id` and a `received_at`.
 *
 * A record that is not one JSON object in UTF-8, or that the transform fails for, goes to the stream's error prefix with its bytes as they
 * came; its neighbours are not touched. With `BatchMode.PACKED` a record holds many events, one a line, which share its fate. Works in the `DeliveryStream` of this library and in the one of the CDK.
 */
export class RecordProcessor extends Construct implements firehose.IDataProcessor {
  /** The function that Firehose calls: the one made here, or the one brought by `Transform.fromFunction`. */
  readonly processorFunction: lambda.IFunction;

  /** How Firehose calls the function, every value explicit. */
  readonly props: firehose.DataProcessorProps;

  /**
   * Whether a record may hold many events. A delivery stream asks by this name, because its processor may be of another class or another copy of this one.
   * @internal
   */
  readonly _takesPackedRecords: boolean;

  /** Whether the function runs our handler: what another one answers is its own affair. */
  private readonly ownHandler: boolean;

  /**
   * @throws Error if a value is out of its limits, or if the transform's code cannot be used
   */
  constructor(scope: Construct, id: string, props: RecordProcessorProps = {}) {
    super(scope, id);
    this.validate(props);
    this.props = {
      bufferInterval: props.bufferInterval ?? Duration.seconds(60),
      bufferSize: props.bufferSize ?? Size.mebibytes(1),
      retries: props.retries ?? 3,
    };
    const batchMode = props.batchMode ?? BatchMode.PER_EVENT;
    this._takesPackedRecords = batchMode === BatchMode.PACKED;
    const config = props.transform?.bind(this, { batchMode }) ?? { code: handlerCode(this, batchMode) };
    this.ownHandler = config.processorFunction === undefined;
    this.processorFunction = config.processorFunction ? this.useFunction(props, config.processorFunction) : this.createFunction(props, config);
  }

  /**
   * Called by the delivery stream: lets it call the function, and says how.
   *
   * @throws Error if the function is not beside the stream, or if the stream asks our handler for partition keys
   */
  bind(scope: Construct, options: firehose.DataProcessorBindOptions): firehose.DataProcessorConfig {
    requireBeside(this, 'transform', this.processorFunction, scope);
    notePackedRecords(scope, this._takesPackedRecords);
    const functionArn = this.processorFunction.functionArn;
    if (this.ownHandler) {
      this.requireNoPartitionKeys(options.prefix);
      warnOfBlankLines(scope, this, functionArn);
    }
    iam.Grant.addToPrincipal({
      grantee: options.role,
      actions: CALL_FUNCTION,
      resourceArns: [functionArn],
    });
    return {
      processorType: 'Lambda',
      processorIdentifier: { parameterName: 'LambdaArn', parameterValue: functionArn },
      parameters: [
        { parameterName: 'LambdaArn', parameterValue: functionArn },
        { parameterName: 'RoleArn', parameterValue: options.role.roleArn },
        ...processorParameters(this.props),
      ],
    };
  }

  /** Records that could not be processed and lie under the error prefix. Sum over five minutes; a brought function does not report it. */
  metricFailedRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(FAILED_RECORDS, props);
  }

  /** Records that the transform skipped by returning nothing, packed ones for all of their events. Sum over five minutes; a brought function does not report it. */
  metricDroppedRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(DROPPED_RECORDS, props);
  }

  private metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [METRIC_DIMENSION]: this.processorFunction.functionName },
      statistic: cloudwatch.Stats.SUM,
      ...props,
    }).attachTo(this);
  }

  private validate(props: RecordProcessorProps): void {
    requireKinds(this, props, {
      transform: 'transform',
      batchMode: 'batchMode',
      bufferInterval: 'duration',
      bufferSize: 'size',
      retries: 'number',
      logGroup: 'logGroup',
      logRetention: 'number',
      nagAcknowledgements: 'flag',
    });
    validateFunction(this, props);
    validateProcessorProps(this, props);
    validateLogGroup(this, props);
    const size = props.bufferSize && mebibytes(props.bufferSize);
    if (size !== undefined && size > 2) {
      warn(this, 'largeProcessorBuffer', `bufferSize: got ${size} MiB; above 2 MiB the answer for a batch of small events can pass the 6 MB that Lambda `
        + 'returns, and the events that do not fit go to the error prefix; choose 2 MiB or less');
    }
  }

  /** Our handler answers without partition keys: in a stream that asks for some, every record would fail. */
  private requireNoPartitionKeys(prefix: string | undefined): void {
    const [asked] = /!\{partitionKeyFromLambda:[^}]*\}/.exec(prefix ?? '') ?? [];
    if (asked) {
      throw invalid(this, {
        what: 'prefix of the stream',
        got: `${asked}, a partition key that this processor does not give`,
        allowed: 'a prefix without partitionKeyFromLambda',
        fix: 'take the key from the event with MetadataExtractionProcessor.jq16, or bring a function of your own that gives it',
      });
    }
  }

  /** A function that is brought has its own settings: ours would change nothing, which must not happen in silence. */
  private useFunction(props: RecordProcessorProps, brought: lambda.IFunction): lambda.IFunction {
    const given = (['timeout', 'memorySize', 'logRetention'] as const).find((what) => props[what] !== undefined);
    if (given) {
      throw invalid(this, {
        what: given,
        got: 'a value together with a function that is brought',
        allowed: 'no value',
        fix: `set it on that function, and leave ${given} out here (of a pipeline: processorTimeout, processorMemorySize)`,
      });
    }
    requireTimeout(this, 'timeout of the function that is brought', brought);
    warnOfConcurrency(this, 'transform', brought);
    if (this._takesPackedRecords) {
      warn(this, 'packedRecords', 'batchMode: got PACKED together with a function that is brought, which gets records of many lines, each an event; '
        + 'let it split them and answer each record once, or leave batchMode out');
    }
    return brought;
  }

  private createFunction(props: RecordProcessorProps, config: TransformConfig): lambda.IFunction {
    if (!config.code) {
      throw invalid(this, {
        what: 'transform',
        got: 'a transform that binds neither code nor a function',
        allowed: 'one of the two',
        fix: 'return code or processorFunction from its bind()',
      });
    }
    const logGroup = resolveLogGroup(this, props);
    const role = dependOnPoliciesOf(new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'The record processor writes its log',
    }));
    logGroup.grantWrite(role);
    // What the handler is built and tested for, whatever later one the CDK knows.
    const runtime = lambda.Runtime.NODEJS_24_X;
    const made = new lambda.Function(this, 'Function', {
      description: 'Turns the records of a Firehose stream into lines of JSON',
      code: config.code,
      handler: 'index.handler',
      runtime,
      architecture: lambda.Architecture.ARM_64,
      environment: config.environment,
      timeout: props.timeout ?? Duration.seconds(30),
      memorySize: props.memorySize ?? 1024,
      role,
      logGroup,
    });
    if (laterThan(runtime)) {
      acknowledgeFindings(made, props, {
        id: 'AwsSolutions-L1',
        reason: `The handler is built and tested for Node.js ${nodeVersion(runtime)}; the next runtime comes with a release of this library.`,
      });
    }
    return made;
  }
}

/** Whether the CDK knows a later Node.js, which is what cdk-nag goes by. */
function laterThan(runtime: lambda.Runtime): boolean {
  return lambda.Runtime.ALL.some((other) => other.family === lambda.RuntimeFamily.NODEJS && nodeVersion(other) > nodeVersion(runtime));
}

function nodeVersion({ name }: lambda.Runtime): number {
  return parseInt(name.slice('nodejs'.length), 10);
}
