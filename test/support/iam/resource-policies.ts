import { listOf } from './policy-document';
import type { PolicyDocument, Statement } from './policy-document';
import type { Deployment, Resource } from '../../../cli/template/deployment';

/** The policy of the resource itself: of a bucket, a key, a function, or who may take a role. Undefined if the templates give it none. */
export function resourcePolicy(deployment: Deployment, arn: string): PolicyDocument | undefined {
  const service = arn.split(':')[2];
  return POLICY_OF[service]?.(deployment, arn);
}

const POLICY_OF: Readonly<Record<string, (deployment: Deployment, arn: string) => PolicyDocument | undefined>> = {
  's3': (deployment, arn) => merged(deployment.resources('AWS::S3::BucketPolicy')
    .filter(({ properties }) => properties.Bucket === arn.split(':::')[1].split('/')[0])
    .map(({ properties }) => properties.PolicyDocument)),
  'kms': (deployment, arn) => deployment.resources('AWS::KMS::Key').find((key) => key.arn === arn)?.properties.KeyPolicy ?? trustOf(deployment.accountId),
  'iam': (deployment, arn) => deployment.resources('AWS::IAM::Role').find((role) => role.arn === arn)?.properties.AssumeRolePolicyDocument,
  'lambda': (deployment, arn) => merged(deployment.resources('AWS::Lambda::Permission')
    .filter(({ properties }) => [arn, arn.split(':').pop()].includes(properties.FunctionName))
    .map((permission) => ({ Version: '2012-10-17', Statement: [permissionStatement(permission, arn)] }))),
  'execute-api': (deployment, arn) => apiPolicy(deployment.resources('AWS::ApiGateway::RestApi').find(({ ref }) => arn.includes(`:${ref}/`)), arn),
};

/**
 * A key always has a policy, and this is the default one: it leaves the say to the policies of the account.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
 */
function trustOf(account: string): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }] };
}

function merged(policies: readonly PolicyDocument[]): PolicyDocument | undefined {
  return policies.length === 0 ? undefined : { Version: '2012-10-17', Statement: policies.flatMap((policy) => policy.Statement) };
}

/** As Lambda writes it into the policy of the function. */
function permissionStatement({ properties }: Resource, functionArn: string): Statement {
  const { Action, Principal, SourceArn, SourceAccount } = properties;
  return {
    Effect: 'Allow',
    Action,
    Principal: /\.amazonaws\.com(\.cn)?$/.test(Principal) ? { Service: Principal } : { AWS: Principal },
    Resource: functionArn,
    Condition: {
      ...SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } },
      ...SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } },
    },
  };
}

/** It names the API in short, and API Gateway completes that. */
function apiPolicy(api: Resource | undefined, arn: string): PolicyDocument | undefined {
  const policy: PolicyDocument | undefined = api?.properties.Policy;
  const whole = arn.split('/')[0];
  return policy && {
    ...policy,
    Statement: policy.Statement.map((statement) => ({
      ...statement, Resource: listOf(statement.Resource).map((resource) => resource.replace(/^execute-api:/, whole)),
    })),
  };
}
