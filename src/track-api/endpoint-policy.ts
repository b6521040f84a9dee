import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Lets callers of a private API in through these endpoints and no other.
 *
 * Within an account one permission is enough: here, or at the caller. With IAM it is the caller's to have one, so none is given here but for a preflight,
 * which has no caller.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function admitEndpoints(
  restApi: apigateway.RestApi, vpcEndpoints: readonly ec2.IVpcEndpoint[], authorizationType: apigateway.AuthorizationType,
): void {
  const ids = vpcEndpoints.map(({ vpcEndpointId }) => vpcEndpointId);
  restApi.addToResourcePolicy(statement(iam.Effect.DENY, '*', { StringNotEquals: { 'aws:SourceVpce': ids } }));
  restApi.addToResourcePolicy(statement(iam.Effect.ALLOW, authorizationType === apigateway.AuthorizationType.IAM ? '*/OPTIONS/*' : '*'));
}

function statement(effect: iam.Effect, resource: string, conditions?: Record<string, unknown>): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect,
    principals: [new iam.AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    // API Gateway completes it with the API's own ARN.
    resources: [`execute-api:/${resource}`],
    conditions,
  });
}
