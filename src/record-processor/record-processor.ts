import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Annotations, Duration, RemovalPolicy, Size, SizeRoundingBehavior, Stack, Tokenization } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DROPPED_RECORDS, FAILED_RECORDS, METRIC_DIMENSION, METRIC_NAMESPACE } from './contract';
import { handlerCode } from './handler-asset';
import type { RecordProcessorProps } from './record-processor-props';
import type { TransformConfig } from './transform';
import { MAX_TIMEOUT, validateFunction } from './validation';
import { requireSame } from '../private/environment';
import { CALL_FUNCTION } from '../private/permissions';
import { dependOnPoliciesOf } from '../private/role-dependency';
import { invalid, requireRange, requireSeconds, requireWhole } from '../private/validate';

/** In the order in which a policy that is minimized lists them, so that no feature flag changes the template. */

const BESIDE = 'bring a function beside the stream: Firehose calls functions of its own region and account only';

/**
 * Turns each record of a Firehose stream into lines of JSON with an `event_id` and a `received_at`.
 *
 * A record that is not one JSON object in UTF-8, or that the transform fails for, goes to the stream's error prefix with its bytes as they
 * came; its neighbours are not touched. Works in the `DeliveryStream` of this library and in the one of the CDK.
 */
export class RecordProcessor extends Construct implements firehose.IDataProcessor {
  /** The function that Firehose calls: the one made here, or the one brought by `Transform.fromFunction`. */
  readonly processorFunction: lambda.IFunction;

  /** How Firehose calls the function, every value explicit. */
  readonly props: firehose.DataProcessorProps;

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
    const config = props.transform?.bind(this) ?? { code: handlerCode(this) };
    this.processorFunction = config.processorFunction ? this.useFunction(props, config.processorFunction) : this.createFunction(props, config);
  }

  /** Called by the delivery stream: lets it call the function, and says how. */
  bind(scope: Construct, options: firehose.DataProcessorBindOptions): firehose.DataProcessorConfig {
    const { account, region } = Stack.of(scope);
    requireSame(this, 'transform', 'region', this.processorFunction, region, BESIDE);
    requireSame(this, 'transform', 'account', this.processorFunction, account, BESIDE);
    const functionArn = this.processorFunction.functionArn;
    iam.Grant.addToPrincipal({
      grantee: options.role,
      actions: CALL_FUNCTION,
      resourceArns: [functionArn],
    });
    const { bufferInterval, bufferSize, retries } = this.props;
    const parameters: [string, string][] = [
      ['LambdaArn', functionArn],
      ['RoleArn', options.role.roleArn],
      ['NumberOfRetries', text(retries!)],
      ['BufferSizeInMBs', text(mebibytes(bufferSize!))],
      ['BufferIntervalInSeconds', text(bufferInterval!.toSeconds())],
    ];
    return {
      processorType: 'Lambda',
      processorIdentifier: { parameterName: 'LambdaArn', parameterValue: functionArn },
      parameters: parameters.map(([parameterName, parameterValue]) => ({ parameterName, parameterValue })),
    };
  }

  /** Records that could not be processed and lie under the error prefix. Sum over five minutes; a brought function does not report it. */
  metricFailedRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(FAILED_RECORDS, props);
  }

  /** Records that the transform skipped by returning nothing. Sum over five minutes; a brought function does not report it. */
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
    validateFunction(this, props);
    requireSeconds(this, 'bufferInterval', props.bufferInterval, 0, 900);
    requireRange(this, 'retries', props.retries, 0, 300, 'retries');
    requireWhole(this, 'retries', props.retries, 'retries');
    const size = props.bufferSize && mebibytes(props.bufferSize);
    requireRange(this, 'bufferSize', size, 0.2, 3, 'MiB');
    if (size !== undefined && size > 2) {
      Annotations.of(this).addWarningV2('cdk-serverless-data-pipeline:largeProcessorBuffer',
        'bufferSize: above 2 MiB the answer for a batch of small events can pass the 6 MB that Lambda returns; '
        + 'the events that do not fit go to the error prefix');
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
    const timeout = (brought as lambda.Function).timeout;
    requireSeconds(this, 'timeout of the function that is brought', timeout, 1, MAX_TIMEOUT, 'lower it: Firehose waits no longer');
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
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      // It holds no event data, so that nothing is lost with it.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = dependOnPoliciesOf(new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: 'The record processor writes its log',
    }));
    logGroup.grantWrite(role);
    return new lambda.Function(this, 'Function', {
      description: 'Turns the records of a Firehose stream into lines of JSON',
      code: config.code,
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      environment: config.environment,
      timeout: props.timeout ?? Duration.seconds(30),
      memorySize: props.memorySize ?? 1024,
      role,
      logGroup,
    });
  }
}

/** Firehose counts in MiB, with a fraction: 0.2 is its smallest buffer. */
function mebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}

function text(value: number): string {
  return Tokenization.stringifyNumber(value);
}
