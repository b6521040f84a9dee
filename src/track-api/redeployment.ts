import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { IResolvable } from 'aws-cdk-lib/core';
import { CfnResource, Lazy, Reference, Tokenization } from 'aws-cdk-lib/core';

/**
 * Makes a new deployment when the authorizer changes. A stage serves a copy of the API, and CloudFormation takes a new copy only under another logical id;
 * the CDK lets an authorizer change that id only with a feature flag, so that without it an old user pool would keep its access.
 */
export function redeployOnChange(restApi: apigateway.RestApi, authorizer: apigateway.IAuthorizer | undefined): void {
  const resource = authorizer && resourceOf(authorizer.authorizerId);
  if (resource) {
    restApi.latestDeployment?.addToLogicalId(propertiesOf(resource));
  }
}

/** The resource of the app that an id refers to; none if the authorizer is imported: then its id is all that can change, and it is in the methods. */
function resourceOf(id: string): CfnResource | undefined {
  const target = Tokenization.reverseString(id).tokens.find(Reference.isReference)?.target;
  return target && CfnResource.isCfnResource(target) ? target : undefined;
}

/** As they are at the end, with what aspects and overrides made of them. */
function propertiesOf(resource: CfnResource): IResolvable {
  return Lazy.uncachedAny({
    produce: (context) => Object.values<any>(context.resolve(resource._toCloudFormation()).Resources).map(({ Properties }) => Properties),
  });
}
