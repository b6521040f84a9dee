import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CONTENT_TYPES } from './event-models';
import { throttleOf } from './own-api';
import { ROUTES } from './routes';
import type { TrackApiProps } from './track-api-props';
import { requireSameEnvironment } from '../private/environment';
import { lateName } from '../private/resource-names';
import { invalid } from '../private/validate';

const WHAT = 'http.api';

/** @throws Error if the routes could not be added to the API, or would not be deployed with it */
export function validateBroughtApi(scope: IConstruct, api: apigateway.RestApi, path: string): void {
  const refuse = (got: string, allowed: string, fix: string) => invalid(scope, { what: WHAT, got, allowed, fix });
  if (!Array.isArray(api.methods)) {
    const isSpec = (api.node?.defaultChild as Partial<apigateway.CfnRestApi> | undefined)?.cfnResourceType === 'AWS::ApiGateway::RestApi';
    throw isSpec
      ? refuse('an API that is made from an OpenAPI document', 'a RestApi of the same app', 'make it with RestApi: the document would overwrite the routes')
      : refuse('an API that is imported', 'a RestApi of the same app',
        'hand the construct over that makes it: CloudFormation deploys an API anew only where it is made, so the routes would never go live');
  }
  if (Stage.of(api) !== Stage.of(scope)) {
    throw refuse(`${api.node.path}, which is deployed apart from this`, 'a RestApi of the same app and Stage', 'make API and pipeline in one Stage');
  }
  requireSameEnvironment(scope, WHAT, api, scope, 'make the API beside the stream: API Gateway calls Firehose of its own region and account only');
  if (!api.latestDeployment) {
    throw refuse(`${api.node.path} with deploy: false`, 'a RestApi that deploys itself', 'leave deploy out: a deployment of your own is not renewed when routes are added');
  }
  if (!stageOf(api)) {
    throw refuse(`${api.node.path} with a stage that is not made in the app`, 'a RestApi with its own stage', 'leave deploymentStage as RestApi makes it: the throttle of the routes is a setting of the stage');
  }
  requireText(scope, api);
  requireFreeRoutes(scope, api, path);
}

/** The throttle holds for our methods only. @param root the resource that the routes lie under */
export function throttleRoutes(api: apigateway.RestApi, root: apigateway.IResource, props: Pick<TrackApiProps, 'throttle'>): void {
  const stage = stageOf(api)!;
  const settings = (stage.methodSettings ?? []) as apigateway.CfnStage.MethodSettingProperty[];
  const find = (method: string, path: string) => settings.find(({ httpMethod, resourcePath }) => httpMethod === method && resourcePath === path);
  const ours = ROUTES.map((route) => {
    const resourcePath = `/${pathBelow(root, route).replace(/\//g, '~1')}`;
    // The settings of a method replace those of the whole stage.
    const theirs = { ...find('*', '/*'), ...find('POST', resourcePath) };
    const isThrottled = theirs.throttlingRateLimit !== undefined || theirs.throttlingBurstLimit !== undefined;
    return {
      ...theirs,
      // A stage that is throttled stays so, unless a throttle is asked for.
      ...props.throttle === undefined && isThrottled ? {} : throttleOf(props),
      // A setting of the method would cache a POST, and the next events would get the reply to the first.
      cachingEnabled: false,
      // It would log events.
      dataTraceEnabled: false,
      httpMethod: 'POST',
      resourcePath,
    };
  });
  const isOurs = ({ httpMethod, resourcePath }: apigateway.CfnStage.MethodSettingProperty) => httpMethod === 'POST'
    && ours.some((setting) => setting.resourcePath === resourcePath);
  stage.methodSettings = [...settings.filter((setting) => !isOurs(setting)), ...ours];
}

/** The path of a route in the API. */
export function pathBelow(root: apigateway.IResource, route: string): string {
  return `${root.path === '/' ? '' : root.path}/${route}`;
}

/** The name of the stage as text: a metric that refers to the stage would tie its stack to that of the API. */
export function stageNameOf(api: apigateway.RestApi): string {
  return lateName(() => stageOf(api)?.stageName ?? api.deploymentStage.stageName);
}

function stageOf(api: apigateway.RestApi): apigateway.CfnStage | undefined {
  const resource = api.deploymentStage?.node.defaultChild as apigateway.CfnStage | undefined;
  return resource?.cfnResourceType === 'AWS::ApiGateway::Stage' ? resource : undefined;
}

/** A body of a binary type comes as base64, which is no JSON. */
function requireText(scope: IConstruct, api: apigateway.RestApi): void {
  const types = (api.node.defaultChild as apigateway.CfnRestApi).binaryMediaTypes ?? [];
  const binary = types.find((type) => CONTENT_TYPES.some((taken) => covers(type.toLowerCase(), taken)));
  if (binary) {
    throw invalid(scope, {
      what: WHAT,
      got: `${api.node.path} with the binary media type ${binary}`,
      allowed: `an API to which ${CONTENT_TYPES.join(' and ')} are text`,
      fix: 'name the binary types of that API one by one, or give the pipeline an API of its own',
    });
  }
}

/** Whether a media type, which may have `*` in it, takes another in. */
function covers(pattern: string, type: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).test(type);
}

function requireFreeRoutes(scope: IConstruct, api: apigateway.RestApi, path: string): void {
  let resource: apigateway.IResource | undefined = api.root;
  for (const part of path === '' ? [] : path.split('/')) {
    resource = resource?.getResource(part);
  }
  const taken = ROUTES.find((route) => resource?.getResource(route));
  if (taken) {
    throw invalid(scope, {
      what: 'http.path',
      got: `${path === '' ? 'no path' : `'${path}'`}, where ${api.node.path} has a resource '${taken}' already`,
      allowed: 'a path without resources of the names track and batch',
      fix: 'give each pipeline on an API a path of its own',
    });
  }
}
