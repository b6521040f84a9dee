import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Cors } from './cors';
import { quoted } from './cors';
import { CONTENT_TYPES } from './event-models';
import { RETRY_AFTER, STREAM_BUSY, streamRefused } from './reply-templates';
import { BatchMode } from '../batch-mode';

/** One call of Firehose. */
export interface PutIntegrationOptions {
  /** `PutRecord` or `PutRecordBatch`. */
  readonly action: string;
  readonly requestTemplate: string;
  /** The reply if Firehose answers 200. */
  readonly replyTemplate: string;
  readonly role: iam.IRole;
  readonly cors: Cors;
  readonly batchMode: BatchMode | undefined;
}

/**
 * API Gateway calls Firehose by itself. Replies are chosen by the status that Firehose gives; without a match it is a 500, never a success.
 */
export function putIntegration(options: PutIntegrationOptions): apigateway.Integration {
  const { cors } = options;
  const reply = (statusCode: string, selectionPattern: string | undefined, template: string, headers?: Record<string, string>) => ({
    statusCode,
    selectionPattern,
    responseParameters: { ...cors.integrationResponseParameters(), ...headers },
    responseTemplates: { 'application/json': cors.templateHeader() + template },
  });
  return new apigateway.AwsIntegration({
    service: 'firehose',
    action: options.action,
    options: {
      credentialsRole: options.role,
      // Anything else would hand an unmapped body to Firehose with the rights of the role.
      passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
      requestParameters: { 'integration.request.header.Content-Type': quoted('application/x-amz-json-1.1') },
      requestTemplates: Object.fromEntries(CONTENT_TYPES.map((type) => [type, options.requestTemplate])),
      integrationResponses: [
        // No pattern: every other answer. API Gateway keeps one integration response a status, so 4xx answers are told apart inside.
        reply('500', undefined, streamRefused(options.batchMode === BatchMode.PACKED ? '1,000 KiB' : '4 MiB')),
        reply('200', '200', options.replyTemplate),
        reply('503', '5\\d{2}', STREAM_BUSY, { 'method.response.header.Retry-After': quoted(RETRY_AFTER) }),
      ],
    },
  });
}

/** A preflight is answered by API Gateway alone. */
export function preflightIntegration(cors: Cors): apigateway.Integration {
  return new apigateway.MockIntegration({
    passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
    requestTemplates: { 'application/json': '{"statusCode":204}' },
    integrationResponses: [cors.preflightResponse()],
  });
}
