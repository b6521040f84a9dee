import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import type { CfnDeliveryStream, IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Cors } from './cors';
import { maxBatch } from './event-models';
import { validateAllowedHeaders } from './header-validation';
import type { HttpOptions } from './http-options';
import { validateHttp } from './http-validation';
import { validateOrigins } from './origin-validation';
import { requireSameReplies } from './shared-gateway-responses';
import { validateStreamKey } from './stream-key';
import type { TrackApiProps } from './track-api-props';
import type { TrackAuthorization } from './track-authorization';
import { BatchMode } from '../batch-mode';
import { requireSameEnvironment } from '../private/environment';
import { requireKind, requireKinds } from '../private/kinds';
import { requirePathFits } from '../private/logical-id';
import { takesPackedRecords } from '../private/packed-records';
import { invalid, requireConcrete, requireRange, requireWhole } from '../private/validate';

/** What an API and a pipeline have under the same name. */
interface EdgeSettings {
  readonly stageName?: string;
  readonly throttle?: ThrottleSettings;
  readonly allowedOrigins?: string[];
  readonly allowedHeaders?: string[];
  readonly authorization?: TrackAuthorization;
  readonly batchMode?: BatchMode;
  readonly http?: HttpOptions;
}

const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;
const STREAM_NAME = /^[a-zA-Z0-9_.-]{1,64}$/;

/**
 * @param below the ids between the construct and the API's parts
 * @throws Error if a value is out of its limits, or if the construct lies too deep
 */
export function validateEdge(scope: IConstruct, settings: EdgeSettings, below: readonly string[] = []): void {
  requireKinds(scope, settings, {
    stageName: 'text',
    throttle: 'settings',
    allowedOrigins: 'list',
    allowedHeaders: 'list',
    authorization: 'authorization',
    batchMode: 'batchMode',
    http: 'settings',
    nagAcknowledgements: 'flag',
  });
  if (settings.stageName !== undefined) {
    validateStageName(scope, settings.stageName);
  }
  validateThrottle(scope, settings.throttle ?? {});
  if (settings.allowedOrigins !== undefined) {
    validateOrigins(scope, settings.allowedOrigins);
  }
  if (settings.allowedHeaders !== undefined) {
    validateAllowedHeaders(scope, settings.allowedHeaders);
  }
  // One of another copy of this library may have none.
  settings.authorization?._validate?.(scope);
  validateHttp(scope, settings);
  if (settings.http?.api) {
    const cors = new Cors(settings);
    requireSameReplies(scope, settings.http.api, { cors, maxBatch: maxBatch(settings.batchMode), missingRoutes: false });
  } else {
    requirePathFits(scope, [...below, 'Api', 'Deployment']);
  }
}

/** @throws Error if API Gateway could not call the stream, or the stream would not take what it sends */
export function validateStream(scope: IConstruct, props: Pick<TrackApiProps, 'deliveryStream' | 'deliveryStreamKey' | 'batchMode'>): void {
  const { deliveryStream: stream, batchMode } = props;
  const what = 'deliveryStream';
  requireKind(scope, what, stream, 'stream');
  requireKinds(scope, props, { deliveryStreamKey: 'key' });
  requireSameEnvironment(scope, what, stream, scope, 'create the API beside its stream: API Gateway calls Firehose of its own region and account only');

  const { deliveryStreamName } = stream.deliveryStreamRef;
  // It is written into a mapping template.
  if (!Token.isUnresolved(deliveryStreamName) && !STREAM_NAME.test(deliveryStreamName)) {
    throw invalid(scope, {
      what,
      got: `one with the name '${deliveryStreamName}'`,
      allowed: '1 to 64 of a-z A-Z 0-9 _ . -',
      fix: 'import it by its name, or by its ARN with fromDeliveryStreamArn',
    });
  }
  const type = ((stream.node.defaultChild ?? stream) as Partial<CfnDeliveryStream>).deliveryStreamType;
  if (type !== undefined && !Token.isUnresolved(type) && type !== 'DirectPut') {
    throw invalid(scope, { what, got: `one of the type ${type}`, allowed: 'one of the type DirectPut', fix: 'use a stream without a source: no other takes PutRecord' });
  }
  validateStreamKey(scope, props);
  if (batchMode === BatchMode.PACKED) {
    requirePackedRecords(scope, stream);
  }
}

function validateStageName(scope: IConstruct, stageName: string): void {
  const fix = 'choose a name such as \'dev\' or \'prod\'';
  // It is a part of the stage's logical id.
  requireConcrete(scope, 'stageName', stageName, fix);
  if (!STAGE_NAME.test(stageName)) {
    throw invalid(scope, { what: 'stageName', got: `'${stageName}'`, allowed: '1 to 128 of A-Z a-z 0-9 _ -', fix });
  }
}

function requirePackedRecords(scope: IConstruct, stream: IDeliveryStreamRef): void {
  if (takesPackedRecords(stream) === false) {
    throw invalid(scope, {
      what: 'batchMode',
      got: `PACKED in front of ${stream.node.path}, whose processor takes a record for one event`,
      allowed: 'a stream whose processor takes packed records',
      fix: 'give its RecordProcessor batchMode: BatchMode.PACKED too',
    });
  }
}

/** The upper limits are quotas of an account: a warning. */
function validateThrottle(scope: IConstruct, throttle: ThrottleSettings): void {
  requireKinds(scope, throttle, { rateLimit: 'number', burstLimit: 'number' }, 'throttle.');
  requireRange(scope, 'throttle.rateLimit', throttle.rateLimit, 0, Number.MAX_SAFE_INTEGER, 'requests a second');
  requireRange(scope, 'throttle.burstLimit', throttle.burstLimit, 0, Number.MAX_SAFE_INTEGER, 'requests');
  requireWhole(scope, 'throttle.burstLimit', throttle.burstLimit, 'requests');
}
