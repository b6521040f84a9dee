import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Stack } from 'aws-cdk-lib/core';
import { BatchMode, RequestContext, ServerlessDataPipeline, TrackApi, TrackAuthorization } from '../../src';
import type { TrackApiProps } from '../../src';
import type { CallContext } from './engines/engine';

/** Who sends a request, as API Gateway sees it. */
export interface Sender {
  readonly headers: Readonly<Record<string, string>>;
  readonly context: CallContext;
}

/** A field that is put in front of each event. */
export interface FrontField {
  readonly name: string;
  /** An empty or missing value is null. */
  value(sender: Sender): string | undefined;
}

/** A pipeline whose templates differ from those of the others, and what they are expected to do. */
export interface Variant {
  readonly allowedOrigins: readonly string[];
  /** In the order in which they stand. */
  readonly frontFields: readonly FrontField[];
  /** Whether a batch is one record, with a line for each event. */
  readonly packed: boolean;
  /** Adds it to a stack. */
  add(stack: Stack): void;
}

/** Every prop that changes a mapping template is an axis of this list: a new one is a new line. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  'any origin': trackApi({}),
  'one origin': trackApi({ allowedOrigins: ['https://shop.example'] }),
  'two origins': trackApi({ allowedOrigins: ['https://shop.example', 'http://localhost:8080'] }),
  'fifty origins': trackApi({ allowedOrigins: Array.from({ length: 50 }, (_unused, n) => `https://shop-${n}.example`) }),
  'fields in front': trackApi({
    http: { context: [RequestContext.sourceIp(), RequestContext.userAgent(), RequestContext.requestId(), RequestContext.header('X-Client-Version')] },
  }, {
    frontFields: [
      { name: 'source_ip', value: ({ context }) => context.identity?.sourceIp },
      { name: 'user_agent', value: ({ context }) => context.identity?.userAgent },
      { name: 'request_id', value: ({ context }) => context.requestId },
      { name: 'x_client_version', value: ({ headers }) => headers['X-Client-Version'] },
    ],
  }),
  'the id of a key in front': trackApi({ authorization: TrackAuthorization.apiKey(), http: { context: [RequestContext.apiKeyId()] } }, {
    frontFields: [{ name: 'api_key_id', value: ({ context }) => context.identity?.apiKeyId }],
  }),
  'who signed in front': trackApi({ authorization: TrackAuthorization.iam(), http: { context: [RequestContext.userArn()] } }, {
    frontFields: [{ name: 'user_arn', value: ({ context }) => context.identity?.userArn }],
  }),
  'what an authorizer says in front': trackApi({
    authorization: TrackAuthorization.authorizer({ authorizerId: 'abc123' }),
    http: { context: [RequestContext.authorizer('principalId')] },
  }, {
    frontFields: [{ name: 'authorizer_principal_id', value: ({ context }) => context.authorizer?.principalId }],
  }),
  'claims in front': trackApi({
    authorization: TrackAuthorization.authorizer({ authorizerId: 'abc123', authorizationType: AuthorizationType.COGNITO }),
    http: { context: [RequestContext.claim('cognito:username'), RequestContext.claim('sub')] },
  }, {
    frontFields: [
      { name: 'claim_cognito_username', value: ({ context }) => context.authorizer?.claims?.['cognito:username'] },
      { name: 'claim_sub', value: ({ context }) => context.authorizer?.claims?.sub },
    ],
  }),
  'packed': trackApi({ batchMode: BatchMode.PACKED }, { packed: true }),
  'packed, of two origins, with a field in front': trackApi({
    batchMode: BatchMode.PACKED,
    allowedOrigins: ['https://shop.example', 'http://localhost:8080'],
    http: { context: [RequestContext.header('X-Lower-Case', 'lower')] },
  }, { packed: true, frontFields: [{ name: 'lower', value: ({ headers }) => headers['x-lower-case'] }] }),
  // The name of its stream is known only at deployment.
  'a whole pipeline': variant((stack) => new ServerlessDataPipeline(stack, 'Pipeline')),
};

function trackApi(props: Partial<TrackApiProps>, expected: Partial<Variant> = {}): Variant {
  return variant(
    (stack) => new TrackApi(stack, 'Track', { deliveryStream: CfnDeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'events'), ...props }),
    { ...props.allowedOrigins && { allowedOrigins: props.allowedOrigins }, ...expected },
  );
}

function variant(add: (stack: Stack) => void, expected: Partial<Variant> = {}): Variant {
  return { add, allowedOrigins: ['*'], frontFields: [], packed: false, ...expected };
}
