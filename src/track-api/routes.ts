import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Cors } from './cors';
import { batchSchema, CONTENT_TYPES, eventSchema, maxBatch } from './event-models';
import { preflightIntegration, putIntegration } from './integrations';
import { BATCH_ACCEPTED, PACKED_ACCEPTED, SINGLE_ACCEPTED } from './reply-templates';
import { batchTemplate, packedTemplate, singleEventTemplate } from './request-templates';
import { resolveStreamKey } from './stream-key';
import type { TrackApiProps } from './track-api-props';
import type { TrackAuthorizationConfig } from './track-authorization';
import { BatchMode } from '../batch-mode';
import type { NagAcknowledgement, NagSettings } from '../private/nag-acknowledgements';
import { acknowledgeFindings } from '../private/nag-acknowledgements';
import { dependOnPoliciesOf } from '../private/role-dependency';
import { grantPutRecords } from '../private/stream-keys';

/** The last part of each path. */
export const ROUTES = ['track', 'batch'] as const;

/** Where routes are added, and what they have in common. */
export interface RoutesOptions {
  readonly restApi: apigateway.IRestApi;
  /** The resource that they lie under. */
  readonly root: apigateway.IResource;
  readonly authorization: TrackAuthorizationConfig;
  readonly cors: Cors;
}

/** What a path takes, and what becomes of it. */
interface Traffic {
  readonly action: string;
  readonly requestTemplate: string;
  readonly replyTemplate: string;
  readonly model: apigateway.IModel;
}

interface Route extends RoutesOptions, Traffic, NagSettings {
  readonly batchMode: BatchMode | undefined;
  readonly validator: apigateway.IRequestValidator;
  readonly role: iam.IRole;
}

/** Adds `POST /track` and `POST /batch` with their preflights. @param place where their parts are made: in the stack of the API */
export function addRoutes(place: Construct, props: TrackApiProps, options: RoutesOptions): void {
  const { restApi } = options;
  const validator = new apigateway.RequestValidator(place, 'Validator', { restApi, validateRequestBody: true, validateRequestParameters: true });
  const { batchMode, nagAcknowledgements } = props;
  const shared = { ...options, batchMode, nagAcknowledgements, validator, role: createRole(place, props) };
  addRoute('track', { ...shared, ...singleEvents(place, props, restApi) });
  addRoute('batch', { ...shared, ...batches(place, props, restApi) });
}

function singleEvents(place: Construct, props: TrackApiProps, restApi: apigateway.IRestApi): Traffic {
  const { context, reserved } = contextOf(props);
  const model = new apigateway.Model(place, 'EventModel', { restApi, schema: eventSchema(reserved), description: 'One event: a JSON object' });
  const requestTemplate = singleEventTemplate({ streamName: streamNameOf(props), context });
  return { action: 'PutRecord', requestTemplate, replyTemplate: SINGLE_ACCEPTED, model };
}

function batches(place: Construct, props: TrackApiProps, restApi: apigateway.IRestApi): Traffic {
  const { context, reserved } = contextOf(props);
  const max = maxBatch(props.batchMode);
  const model = new apigateway.Model(place, 'BatchModel', {
    restApi,
    schema: batchSchema(reserved, max),
    description: `Many events: an array of 1 to ${max} JSON objects`,
  });
  const template = { streamName: streamNameOf(props), context };
  return props.batchMode === BatchMode.PACKED
    ? { action: 'PutRecord', requestTemplate: packedTemplate(template), replyTemplate: PACKED_ACCEPTED, model }
    : { action: 'PutRecordBatch', requestTemplate: batchTemplate(template), replyTemplate: BATCH_ACCEPTED, model };
}

function contextOf({ http }: TrackApiProps) {
  const context = http?.context ?? [];
  return { context, reserved: context.map(({ fieldName }) => fieldName) };
}

function streamNameOf({ deliveryStream }: TrackApiProps): string {
  return deliveryStream.deliveryStreamRef.deliveryStreamName;
}

function addRoute(path: string, route: Route): void {
  const { authorization, cors, model, root, validator } = route;
  // As `addResource` has it: the id of a resource is its part of the path.
  // eslint-disable-next-line awscdk/no-variable-construct-id
  const resource = new apigateway.Resource(root as unknown as Construct, path, { parent: withoutDefaults(root), pathPart: path });
  const post = resource.addMethod('POST', putIntegration(route), {
    authorizationType: authorization.authorizationType,
    authorizer: authorization.authorizer,
    authorizationScopes: authorization.authorizationScopes,
    apiKeyRequired: authorization.apiKeyRequired,
    requestValidator: validator,
    requestModels: Object.fromEntries(CONTENT_TYPES.map((type) => [type, model])),
    methodResponses: ['200', '400', '500', '503'].map((statusCode) => ({ statusCode, responseParameters: cors.methodResponseParameters() })),
  });
  // The deployment waits for its methods: nobody can send events before API Gateway may put them.
  post.node.addDependency(route.role);
  acknowledgeFindings(post, route, ...authorizationAcknowledgements(authorization));
  resource.addMethod('OPTIONS', preflightIntegration(cors), {
    authorizationType: apigateway.AuthorizationType.NONE,
    methodResponses: [{ statusCode: '204', responseParameters: cors.preflightParameters() }],
  });
}

/** Rules that ask for one authorization, where another was chosen. */
function authorizationAcknowledgements({ authorizationType, apiKeyRequired }: TrackAuthorizationConfig): NagAcknowledgement[] {
  if (authorizationType === apigateway.AuthorizationType.COGNITO) {
    return [];
  }
  const noUserPool = { id: 'AwsSolutions-COG4', reason: 'Who may send events is chosen with authorization, and it is not the users of a Cognito user pool.' };
  const open = {
    id: 'AwsSolutions-APIG4',
    reason: apiKeyRequired
      ? 'The method takes an API key, as it was chosen with authorization; the rule knows IAM and authorizers only.'
      : 'Whoever reaches the URL may send events, as it was chosen with authorization or left at its default, of which synth warns.',
  };
  return authorizationType === apigateway.AuthorizationType.NONE ? [open, noUserPool] : [noUserPool];
}

/**
 * The same resource, but what is below it takes nothing over: the defaults of an API of someone else (credentials, parameters, preflights) are meant for
 * its own methods, and the CDK has no way to refuse them.
 */
function withoutDefaults(resource: apigateway.IResource): apigateway.IResource {
  const none = { value: undefined };
  return Object.create(resource, { defaultMethodOptions: none, defaultCorsPreflightOptions: none, defaultIntegration: none }) as apigateway.IResource;
}

function createRole(place: Construct, props: TrackApiProps): iam.Role {
  const role = dependOnPoliciesOf(new iam.Role(place, 'Role', {
    assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    description: 'API Gateway puts events into the stream',
  }));
  grantPutRecords(place, props.deliveryStream.deliveryStreamRef.deliveryStreamArn, resolveStreamKey(props), role);
  return role;
}
