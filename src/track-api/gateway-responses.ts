import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Cors } from './cors';
import { quoted } from './cors';
import { RETRY_AFTER } from './reply-templates';

/** A reply that API Gateway gives by itself, before or instead of Firehose. */
interface GatewayReply {
  /** The construct id. */
  readonly id: string;
  readonly type: apigateway.ResponseType;
  readonly statusCode?: string;
  readonly template: string;
  /** Seconds after which a client may try again. */
  readonly retryAfter?: string;
}

const ANY_ERROR = '{"message":$context.error.messageString}';
/** A quota is for a day or longer; a client that asks once a minute sees when it begins anew. */
const RETRY_AFTER_QUOTA = '60';
const USED_UP = '{"message":"the quota of this key is used up: send the same again in its next period"}';
const TOO_MANY = '{"message":"too many requests: send the same again after Retry-After seconds"}';

/**
 * A gateway response that is set inherits nothing from DEFAULT_4XX or DEFAULT_5XX, so each one carries all headers.
 *
 * `$context.error.validationErrorString` is never used: it is not escaped and holds parts of the body.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
function replies(maxBatch: number): GatewayReply[] {
  const hint = `send one JSON object to /track, or an array of 1 to ${maxBatch} objects to /batch`;
  return [
    { id: 'BadRequestBody', type: apigateway.ResponseType.BAD_REQUEST_BODY, template: `{"message":"the body is not what this path takes","hint":"${hint}"}` },
    {
      id: 'UnsupportedMediaType',
      type: apigateway.ResponseType.UNSUPPORTED_MEDIA_TYPE,
      template: '{"message":"the content type is not supported: send application/json or text/plain"}',
    },
    { id: 'Throttled', type: apigateway.ResponseType.THROTTLED, template: TOO_MANY, retryAfter: RETRY_AFTER },
    { id: 'QuotaExceeded', type: apigateway.ResponseType.QUOTA_EXCEEDED, template: USED_UP, retryAfter: RETRY_AFTER_QUOTA },
    {
      id: 'IntegrationTimeout',
      type: apigateway.ResponseType.INTEGRATION_TIMEOUT,
      template: '{"message":"the stream did not answer in time: the event may or may not be kept; send it again with the same event_id"}',
    },
    { id: 'Default4xx', type: apigateway.ResponseType.DEFAULT_4XX, template: ANY_ERROR },
    { id: 'Default5xx', type: apigateway.ResponseType.DEFAULT_5XX, template: ANY_ERROR },
  ];
}

/** A path that does not exist counts as a missing token. With IAM that is what it may be, and both cases get the same reply. */
function noSuchRoute(): GatewayReply {
  return { id: 'NoSuchRoute', type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN, statusCode: '404', template: '{"message":"no such route"}' };
}

/** What the replies of an API depend on. */
export interface GatewayReplyOptions {
  readonly cors: Cors;
  /** How many events a batch may have. */
  readonly maxBatch: number;
  /** Whether a missing token means a missing route: not with IAM, and not on an API of someone else, whose other methods may ask for one. */
  readonly missingRoutes: boolean;
}

/** All replies of an API, by their construct ids, as `RestApi.addGatewayResponse` takes them. */
export function gatewayResponses({ cors, maxBatch, missingRoutes }: GatewayReplyOptions): Record<string, apigateway.GatewayResponseOptions> {
  const all = [...replies(maxBatch), ...missingRoutes ? [noSuchRoute()] : []];
  return Object.fromEntries(all.map(({ id, type, statusCode, template, retryAfter }) => [id, {
    type,
    statusCode,
    responseHeaders: {
      ...cors.gatewayResponseHeaders(),
      ...retryAfter === undefined ? {} : { 'Retry-After': quoted(retryAfter) },
    },
    templates: { 'application/json': template },
  }]));
}
