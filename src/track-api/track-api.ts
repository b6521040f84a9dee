import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { urlOf } from './api-url';
import { requireSoundResult } from './authorization-result';
import { pathBelow, stageNameOf, throttleRoutes } from './brought-api';
import { Cors } from './cors';
import { admitEndpoints } from './endpoint-policy';
import { maxBatch } from './event-models';
import { gatewayResponses } from './gateway-responses';
import { createApi } from './own-api';
import { redeployWithAuthorizer, redeployWithOverrides } from './redeployment';
import { addRoutes, ROUTES } from './routes';
import { addGatewayResponsesOnce } from './shared-gateway-responses';
import type { TrackApiProps } from './track-api-props';
import { warnOfEdge } from './track-api-warnings';
import { TrackAuthorization } from './track-authorization';
import { validateEdge, validateStream } from './validation';
import { INVOKE_API } from '../private/permissions';
import { lateName } from '../private/resource-names';
import { invalid } from '../private/validate';

/**
 * The HTTP edge: a REST API that hands `POST /track` (one event) and `POST /batch` (an array of events) straight to Firehose. No code
 * runs between: templates of API Gateway do the work, models refuse what is not an event, and a 2xx is said only when Firehose acknowledged.
 *
 * Usable alone in front of any stream of the same region and account.
 */
export class TrackApi extends Construct {
  /** The REST API, for whatever this construct has no prop for: the one made here, or the one brought with `http.api`. */
  readonly restApi: apigateway.RestApi;
  /** Where one event is posted. */
  readonly trackUrl: string;
  /** Where an array of events is posted. */
  readonly batchUrl: string;
  /** The key that was made for the API, if `TrackAuthorization.apiKey` made one. */
  readonly apiKey?: apigateway.IApiKey;

  /**
   * Where a construct must be that refers to the API, such as an output: in the stack of an API that is brought.
   * @internal
   */
  readonly _scope: Construct;

  private readonly root: apigateway.IResource;
  private readonly apiName: string;
  private readonly stageName: string;
  private readonly authorizationType: apigateway.AuthorizationType;

  /**
   * @throws Error if a value is out of its limits, or if API Gateway cannot put records into the stream
   */
  constructor(scope: Construct, id: string, props: TrackApiProps) {
    super(scope, id);
    validateEdge(this, props);
    validateStream(this, props);
    warnOfEdge(this, props);
    const { http = {} } = props;

    this.restApi = http.api ?? createApi(this, props);
    this.apiName = lateName(() => (this.restApi.node.defaultChild as apigateway.CfnRestApi).name);
    this.stageName = stageNameOf(this.restApi);
    this.root = http.path === undefined ? this.restApi.root : this.restApi.root.resourceForPath(http.path);
    this._scope = http.api ? new Construct(this.root as unknown as Construct, 'TrackApi') : this;
    const authorization = (props.authorization ?? TrackAuthorization.none()).bind(this._scope, { restApi: this.restApi });
    requireSoundResult(this, authorization, http.context ?? []);
    redeployWithAuthorizer(this.restApi, authorization.authorizer);
    this.authorizationType = authorization.authorizationType;
    this.apiKey = authorization.apiKey;
    if (http.vpcEndpoints) {
      admitEndpoints(this.restApi, http.vpcEndpoints, this.authorizationType);
    }

    const contextHeaders = (http.context ?? []).flatMap(({ _details: { header } }) => header ?? []);
    const cors = new Cors(props, [...authorization.credentialHeaders ?? [], ...contextHeaders]);
    addRoutes(this._scope, props, { restApi: this.restApi, root: this.root, authorization, cors });
    const missingRoutes = !http.api && this.authorizationType !== apigateway.AuthorizationType.IAM;
    const replies = { cors, maxBatch: maxBatch(props.batchMode), missingRoutes };
    if (http.api) {
      addGatewayResponsesOnce(this, http.api, replies);
      throttleRoutes(http.api, this.root, props);
    } else {
      Object.entries(gatewayResponses(replies)).forEach(([replyId, reply]) => this.restApi.addGatewayResponse(replyId, reply));
    }
    redeployWithOverrides(this.restApi, http.api ?? this);
    this.trackUrl = urlOf(this.restApi, pathBelow(this.root, 'track'), http.domain);
    this.batchUrl = urlOf(this.restApi, pathBelow(this.root, 'batch'), http.domain);
  }

  /**
   * Lets a caller of the same account send events: permission for `POST /track` and `POST /batch` of this stage. Of an API in another stack, the caller must not be
   * in the stack of the stream, which the stack of the API depends on.
   *
   * @throws Error if the authorization is not `TrackAuthorization.iam`, which is the only one that asks for a permission
   */
  grantTrack(grantee: iam.IGrantable): iam.Grant {
    if (this.authorizationType !== apigateway.AuthorizationType.IAM) {
      throw invalid(this, {
        what: 'grantTrack',
        got: `an API whose methods have the authorization ${this.authorizationType}`,
        allowed: 'one with TrackAuthorization.iam()',
        fix: 'choose that, or leave the grant out: nothing else asks for a permission',
      });
    }
    return iam.Grant.addToPrincipal({
      grantee,
      actions: INVOKE_API,
      resourceArns: ROUTES.map((route) => this.restApi.arnForExecuteApi('POST', pathBelow(this.root, route), this.stageName)),
    });
  }

  /** The number of requests that got a 4xx, of an API that is brought over all of its methods. Sum over five minutes. */
  metricRejected(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('4XXError', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The number of requests that got a 5xx, of an API that is brought over all of its methods. Sum over five minutes. */
  metricServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('5XXError', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The number of requests, of an API that is brought over all of its methods. Sum over five minutes. */
  metricRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Count', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /**
   * Any metric of the stage; by default the average over five minutes.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiName: this.apiName, Stage: this.stageName },
      ...props,
    }).attachTo(this);
  }
}
