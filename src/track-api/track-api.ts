import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Cors } from './cors';
import { batchSchema, CONTENT_TYPES, eventSchema, MAX_BATCH } from './event-models';
import { gatewayReplies, gatewayResponse } from './gateway-responses';
import { preflightIntegration, putIntegration } from './integrations';
import { BATCH_ACCEPTED, SINGLE_ACCEPTED } from './reply-templates';
import { batchTemplate, singleEventTemplate } from './request-templates';
import type { TrackApiProps } from './track-api-props';
import { warnOfEdge } from './track-api-warnings';
import { TrackAuthorization } from './track-authorization';
import type { TrackAuthorizationConfig } from './track-authorization';
import { validateEdge, validateStream } from './validation';
import { PUT_RECORDS } from '../private/permissions';

const DEFAULT_RATE = 100;
const DEFAULT_BURST = 200;

/** What a path takes, and what becomes of it. */
interface Traffic {
  readonly action: string;
  readonly requestTemplate: string;
  readonly replyTemplate: string;
  readonly model: apigateway.IModel;
}

interface Route extends Traffic {
  readonly authorization: TrackAuthorizationConfig;
  readonly cors: Cors;
  readonly validator: apigateway.IRequestValidator;
  readonly role: iam.IRole;
}

/**
 * The HTTP edge: a REST API that hands `POST /track` (one event) and `POST /batch` (an array of events) straight to Firehose. No code
 * runs between: templates of API Gateway do the work, models refuse what is not an event, and a 2xx is said only when Firehose acknowledged.
 *
 * Usable alone in front of any stream of the same region and account.
 */
export class TrackApi extends Construct {
  /** The REST API, for whatever this construct has no prop for. */
  readonly restApi: apigateway.RestApi;
  /** Where one event is posted. */
  readonly trackUrl: string;
  /** Where an array of events is posted. */
  readonly batchUrl: string;

  private readonly stageName: string;

  /**
   * @throws Error if a value is out of its limits, or if API Gateway cannot put records into the stream
   */
  constructor(scope: Construct, id: string, props: TrackApiProps) {
    super(scope, id);
    this.stageName = props.stageName ?? 'dev';
    validateEdge(this, props);
    validateStream(this, props.deliveryStream);
    const cors = new Cors(props.allowedOrigins);
    warnOfEdge(this, props);

    this.restApi = this.createApi(props);
    const authorization = (props.authorization ?? TrackAuthorization.none()).bind(this);
    const validator = new apigateway.RequestValidator(this, 'Validator', {
      restApi: this.restApi,
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const shared = { authorization, cors, validator, role: this.createRole(props) };
    this.addRoute('track', { ...shared, ...this.singleEvents(props) });
    this.addRoute('batch', { ...shared, ...this.batches(props) });
    for (const reply of gatewayReplies(authorization.authorizationType)) {
      this.restApi.addGatewayResponse(reply.id, gatewayResponse(reply, cors));
    }
    this.trackUrl = this.restApi.urlForPath('/track');
    this.batchUrl = this.restApi.urlForPath('/batch');
  }

  /** The number of requests that got a 4xx. Sum over five minutes. */
  metricRejected(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('4XXError', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The number of requests that got a 5xx. Sum over five minutes. */
  metricServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('5XXError', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The number of requests. Sum over five minutes. */
  metricRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Count', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /**
   * Any metric of the stage; by default the average over five minutes.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.restApi.deploymentStage.metric(metricName, props);
  }

  private singleEvents(props: TrackApiProps): Traffic {
    const model = new apigateway.Model(this, 'EventModel', { restApi: this.restApi, schema: eventSchema(), description: 'One event: a JSON object' });
    const requestTemplate = singleEventTemplate(props.deliveryStream.deliveryStreamRef.deliveryStreamName);
    return { action: 'PutRecord', requestTemplate, replyTemplate: SINGLE_ACCEPTED, model };
  }

  private batches(props: TrackApiProps): Traffic {
    const model = new apigateway.Model(this, 'BatchModel', {
      restApi: this.restApi,
      schema: batchSchema(),
      description: `Many events: an array of 1 to ${MAX_BATCH} JSON objects`,
    });
    const requestTemplate = batchTemplate(props.deliveryStream.deliveryStreamRef.deliveryStreamName);
    return { action: 'PutRecordBatch', requestTemplate, replyTemplate: BATCH_ACCEPTED, model };
  }

  private addRoute(path: string, route: Route): void {
    const { authorization, cors, model, validator } = route;
    const resource = this.restApi.root.addResource(path);
    resource.addMethod('POST', putIntegration(route), {
      ...authorization,
      requestValidator: validator,
      requestModels: Object.fromEntries(CONTENT_TYPES.map((type) => [type, model])),
      methodResponses: ['200', '400', '500', '503'].map((statusCode) => ({ statusCode, responseParameters: cors.methodResponseParameters() })),
    });
    resource.addMethod('OPTIONS', preflightIntegration(cors), {
      authorizationType: apigateway.AuthorizationType.NONE,
      methodResponses: [{ statusCode: '204', responseParameters: cors.preflightParameters() }],
    });
  }

  private createApi(props: TrackApiProps): apigateway.RestApi {
    const api = new apigateway.RestApi(this, 'Api', {
      // The name is a dimension of the API's metrics: two pipelines with one name would share them.
      restApiName: Names.uniqueResourceName(this, { separator: '-', maxLength: 128 }),
      description: 'POST /track and POST /batch put events into a Firehose stream',
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      // Both would take an account-wide role.
      cloudWatchRole: false,
      deployOptions: {
        stageName: this.stageName,
        throttlingRateLimit: props.throttle?.rateLimit ?? DEFAULT_RATE,
        throttlingBurstLimit: props.throttle?.burstLimit ?? DEFAULT_BURST,
      },
    });
    // RestApi always adds an output of its own.
    api.node.tryRemoveChild('Endpoint');
    return api;
  }

  private createRole(props: TrackApiProps): iam.Role {
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'API Gateway puts events into the stream',
    });
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: PUT_RECORDS,
      resources: [props.deliveryStream.deliveryStreamRef.deliveryStreamArn],
    }));
    return role;
  }
}
