import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { CfnDeliveryStream, IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { requireSameEnvironment } from '../private/environment';
import { requireKind, requireKinds } from '../private/kinds';
import { findStreamKey } from '../private/stream-keys';
import { invalid } from '../private/validate';
import { warn } from '../private/warnings';

/**
 * Where the stage writes its access log.
 */
export interface AccessLogConfig {
  /** A log group, or a stream whose name begins with `amazon-apigateway-`. */
  readonly destination: apigateway.IAccessLogDestination;
  /** What a line holds. */
  readonly format: apigateway.AccessLogFormat;
}

/**
 * What is kept of a request: one line of JSON, with neither the caller's address nor the body. The choices are the static members.
 */
export abstract class AccessLog {
  /**
   * Lines go to a log group of CloudWatch. The account must have a role that API Gateway writes with: one for a region, set under `Settings` of API Gateway
   * or by `AWS::ApiGateway::Account`. It belongs to the account, so this library never makes it; without it the deployment of the stage fails.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @param logGroup by default one is made that keeps its lines for a month and goes with the stack
   * @throws Error when the API is made, if it is no log group
   */
  static toCloudWatch(logGroup?: logs.ILogGroup): AccessLog {
    return new Choice({
      validate: (scope) => requireKinds(scope, { accessLog: logGroup }, { accessLog: 'logGroup' }, 'http.'),
      bind: (place) => new apigateway.LogGroupLogDestination(logGroup ?? new logs.LogGroup(place, 'AccessLog', {
        retention: logs.RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      })),
    });
  }

  /**
   * Lines go to a Firehose stream whose name begins with `amazon-apigateway-`: API Gateway writes to no other. No role of the account is needed.
   *
   * API Gateway writes with its service-linked role `AWSServiceRoleForAPIGateway`. If the stream has a customer managed key, only the policy of that key can allow
   * the role `kms:GenerateDataKey` and `kms:Decrypt`, and without them no line arrives: give such a stream a key that AWS owns, or write the key policy.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-logging-to-kinesis.html
   * @throws Error when the API is made, if the name is known and begins otherwise
   */
  static toFirehose(deliveryStream: IDeliveryStreamRef): AccessLog {
    return new Choice({
      validate: (scope) => requireName(scope, deliveryStream),
      bind: (scope) => {
        addKeyWarning(scope, deliveryStream);
        return { bind: () => ({ destinationArn: deliveryStream.deliveryStreamRef.deliveryStreamArn }) };
      },
    });
  }

  /** Called once by the API, which then writes its lines there. */
  abstract bind(scope: Construct): AccessLogConfig;

  /**
   * Called before anything is built.
   *
   * @throws Error if API Gateway could not write there
   * @internal
   */
  _validate(_scope: IConstruct): void {
    // One of someone else's own says so when it is bound.
  }
}

interface Chosen {
  readonly validate: (scope: IConstruct) => void;
  readonly bind: (scope: Construct) => apigateway.IAccessLogDestination;
}

class Choice extends AccessLog {
  constructor(private readonly chosen: Chosen) {
    super();
  }

  bind(scope: Construct): AccessLogConfig {
    return { destination: this.chosen.bind(scope), format: apigateway.AccessLogFormat.custom(FORMAT) };
  }

  /** @internal */
  _validate(scope: IConstruct): void {
    this.chosen.validate(scope);
  }
}

/**
 * Every value is a text: one that is not set is a dash. Nothing in it is chosen by the client but the id of the request, which API Gateway checks.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference-access-logging-only
 */
const FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  requestTimeEpoch: '$context.requestTimeEpoch',
  stage: '$context.stage',
  httpMethod: '$context.httpMethod',
  resourcePath: '$context.resourcePath',
  status: '$context.status',
  errorType: '$context.error.responseType',
  integrationStatus: '$context.integration.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integration.latency',
  apiKeyId: '$context.identity.apiKeyId',
});

/** The role exists only once an API of the account has needed it, and a key policy cannot name a role that does not exist: it is not added from here. */
function addKeyWarning(scope: IConstruct, stream: IDeliveryStreamRef): void {
  const found = findStreamKey(stream);
  if (found.state === 'notGrantable' || (found.state === 'known' && found.key)) {
    warn(scope, 'accessLogKey', `http.accessLog: got ${stream.node.path}, which has a customer managed key; API Gateway writes with its service-linked role `
      + 'AWSServiceRoleForAPIGateway, which only the policy of that key can allow kms:GenerateDataKey and kms:Decrypt, and no line arrives until it does; give the stream a key '
      + 'that AWS owns, or acknowledge this once the key policy allows the role');
  }
}

const NAME = /^amazon-apigateway-/;

function requireName(scope: IConstruct, stream: IDeliveryStreamRef): void {
  const what = 'http.accessLog';
  requireKind(scope, what, stream, 'stream');
  requireSameEnvironment(scope, what, stream, scope, 'take a stream beside the API: API Gateway writes its access log to no other');
  const { deliveryStreamName: name } = stream.deliveryStreamRef;
  const resource = (stream.node.defaultChild ?? stream) as Partial<CfnDeliveryStream>;
  // A stream of the app without a name gets one from CloudFormation, which begins with the name of the stack.
  const given = Token.isUnresolved(name) && 'deliveryStreamType' in resource ? resource.deliveryStreamName ?? '' : name;
  if (Token.isUnresolved(given) || NAME.test(given)) {
    return;
  }
  throw invalid(scope, {
    what,
    got: given === '' ? 'a stream without a name of its own' : `a stream with the name '${given}'`,
    allowed: 'a stream whose name begins with amazon-apigateway-',
    fix: 'make the stream with the DeliveryStream of the CDK and such a deliveryStreamName: API Gateway writes its access log to no other',
  });
}
