import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { IResolvable } from 'aws-cdk-lib/core';
import { CfnResource, Lazy, Reference, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * A stage serves a copy of the API, and CloudFormation takes a new copy only under another logical id. What the CDK makes that id of is what resources were made
 * with; here is the rest.
 */

/** What the copy is taken of, but for the API itself, which the CDK reads at the end. */
const COPIED = ['Resource', 'Method', 'Model', 'RequestValidator', 'GatewayResponse'].map((name) => `AWS::ApiGateway::${name}`);

/**
 * Makes a new deployment when the authorizer changes. The CDK does so only with a feature flag: without it an old user pool would keep its access.
 */
export function redeployWithAuthorizer(restApi: apigateway.RestApi, authorizer: apigateway.IAuthorizer | undefined): void {
  const resource = authorizer && resourceOf(authorizer.authorizerId);
  if (resource) {
    restApi.latestDeployment?.addToLogicalId(lateProperties(() => [resource]));
  }
}

/**
 * Makes a new deployment when an aspect or an override changes what was made below a construct. As long as none does, the id stays as the CDK makes it.
 */
export function redeployWithOverrides(restApi: apigateway.RestApi, place: IConstruct): void {
  const made = place.node.findAll().filter(CfnResource.isCfnResource)
    .filter(({ cfnResourceType }) => COPIED.includes(cfnResourceType))
    .map((resource) => ({ resource, properties: propertiesOf(resource) }));
  restApi.latestDeployment?.addToLogicalId(lateProperties(() => made
    .filter(({ resource, properties }) => hasOverrides(resource) || hasChanged(properties, propertiesOf(resource)))
    .map(({ resource }) => resource)));
}

/** The resource of the app that an id refers to; none if the authorizer is imported: then its id is all that can change, and it is in the methods. */
function resourceOf(id: string): CfnResource | undefined {
  const target = Tokenization.reverseString(id).tokens.find(Reference.isReference)?.target;
  return target && CfnResource.isCfnResource(target) ? target : undefined;
}

/** The properties of resources as they are at the end, with what aspects and overrides made of them. Nothing, if there is none: it then changes no id. */
function lateProperties(resources: () => readonly CfnResource[]): IResolvable {
  return Lazy.uncachedAny({
    produce: (context) => {
      const templates = resources().map((resource) => context.resolve(resource._toCloudFormation()).Resources);
      return templates.length === 0 ? undefined : templates.flatMap((template) => Object.values<any>(template).map(({ Properties }) => Properties));
    },
  });
}

function propertiesOf(resource: CfnResource): Record<string, unknown> {
  return (resource as unknown as { readonly cfnProperties: Record<string, unknown> }).cfnProperties;
}

/** By identity: what is changed inside a value, the CDK sees too. */
function hasChanged(before: Record<string, unknown>, after: Record<string, unknown>): boolean {
  return Object.keys({ ...before, ...after }).some((property) => before[property] !== after[property]);
}

function hasOverrides(resource: CfnResource): boolean {
  return Object.keys((resource as unknown as { readonly rawOverrides?: object }).rawOverrides ?? {}).length > 0;
}
