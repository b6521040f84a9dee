import { runSimulation } from '@cloud-copilot/iam-simulate';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import { TrackAuthorization } from '../../src';
import type { TrackApi } from '../../src';
import { trackApi } from '../support/edges';
import { newStack, theOnly } from '../support/stacks';

const ACCOUNT = '123456789012';
const API = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:api1`;
const OURS = 'vpce-1';

class Signed extends TrackAuthorization {
  bind() {
    return { authorizationType: AuthorizationType.IAM };
  }
}

/** What IAM says to a call. The resource policy of an API names it in short, and API Gateway completes that. */
async function verdict(call: { method: string; endpoint?: string; resourcePolicy?: any; identityPolicy?: any }): Promise<string> {
  const resourcePolicy = call.resourcePolicy && {
    Version: '2012-10-17',
    Statement: call.resourcePolicy.Statement.map((statement: any) => ({ ...statement, Resource: statement.Resource.replace(/^execute-api:/, API) })),
  };
  const result = await runSimulation({
    request: {
      principal: `arn:aws:iam::${ACCOUNT}:role/caller`,
      action: 'execute-api:Invoke',
      resource: { resource: `${API}/dev/${call.method}`, accountId: ACCOUNT },
      contextVariables: { 'aws:SourceVpce': call.endpoint ?? OURS },
    },
    identityPolicies: call.identityPolicy ? [{ name: 'caller', policy: call.identityPolicy }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  }, {});
  return 'overallResult' in result ? result.overallResult : JSON.stringify(result);
}

function privateApi(authorization: TrackAuthorization): any {
  const stack = newStack();
  const endpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: OURS, port: 443 });
  trackApi(stack, { authorization, http: { vpcEndpoints: [endpoint] } });
  return theOnly(stack, 'AWS::ApiGateway::RestApi').Properties.Policy;
}

/** What grantTrack gives, with what CloudFormation would know put in. */
function grantedTo(edge: (stack: Stack) => TrackApi): any {
  const stack = newStack();
  edge(stack).grantTrack(new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
  const policies = stack.node.findAll().filter((node): node is iam.CfnPolicy => (node as any).cfnResourceType === 'AWS::IAM::Policy')
    .map((policy) => stack.resolve(policy.policyDocument)).filter((document) => JSON.stringify(document).includes('execute-api:Invoke'));
  const values: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::Region': 'eu-west-1', 'AWS::AccountId': ACCOUNT };
  const [document] = policies;
  for (const statement of document.Statement) {
    statement.Resource = statement.Resource.map((resource: any) => resource['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : values[part.Ref] ?? 'api1').join(''));
  }
  return document;
}

describe('a private API', () => {
  test.each(['POST/track', 'POST/batch', 'OPTIONS/track'])('lets %s in through its endpoint and no other', async (method) => {
    const resourcePolicy = privateApi(TrackAuthorization.none());
    expect(await verdict({ method, resourcePolicy })).toBe('Allowed');
    expect(await verdict({ method, resourcePolicy, endpoint: 'vpce-2' })).toBe('ExplicitlyDenied');
  });

  test.each([['IAM', TrackAuthorization.iam()], ['an authorization of one\'s own that asks for a signature', new Signed()]])(
    'with %s lets nobody of the account in who was not granted it', async (_name, authorization) => {
      const resourcePolicy = privateApi(authorization);
      expect(await verdict({ method: 'POST/track', resourcePolicy })).toBe('ImplicitlyDenied');
    });

  test('with IAM lets a grantee in, through its endpoint and no other', async () => {
    const resourcePolicy = privateApi(TrackAuthorization.iam());
    const identityPolicy = grantedTo((stack) => trackApi(stack, { authorization: TrackAuthorization.iam() }));
    expect(await verdict({ method: 'POST/track', resourcePolicy, identityPolicy })).toBe('Allowed');
    expect(await verdict({ method: 'POST/track', resourcePolicy, identityPolicy, endpoint: 'vpce-2' })).toBe('ExplicitlyDenied');
  });

  test('with IAM answers preflights, which carry no signature', async () => {
    const resourcePolicy = privateApi(TrackAuthorization.iam());
    expect(await verdict({ method: 'OPTIONS/track', resourcePolicy })).toBe('Allowed');
  });
});

describe('grantTrack', () => {
  const identityPolicy = () => grantedTo((stack) => trackApi(stack, { authorization: TrackAuthorization.iam() }));

  test.each(['POST/track', 'POST/batch'])('lets %s pass', async (method) => {
    expect(await verdict({ method, identityPolicy: identityPolicy() })).toBe('Allowed');
  });

  test.each(['GET/track', 'POST/other', 'POST/track/more', 'DELETE/batch'])('lets %s not pass', async (method) => {
    expect(await verdict({ method, identityPolicy: identityPolicy() })).toBe('ImplicitlyDenied');
  });
});
