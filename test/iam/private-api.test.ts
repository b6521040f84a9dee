import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { TrackAuthorization } from '../../src';
import { trackApi } from '../support/edges';
import type { Principal } from '../support/iam/principal';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

const OURS = 'vpce-1';

class Signed extends TrackAuthorization {
  bind() {
    return { authorizationType: AuthorizationType.IAM };
  }
}

/** How IAM answers a caller of a private API, with a grant or without, through an endpoint. */
function privateApi(authorization: TrackAuthorization) {
  const access = accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const endpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: OURS, port: 443 });
    const api = trackApi(stack, { authorization, http: { vpcEndpoints: [endpoint] } });
    const grantee = new iam.Role(stack, 'Grantee', { assumedBy: new iam.AccountRootPrincipal() });
    if (authorization === IAM) {
      api.grantTrack(grantee);
    }
  });
  const [{ ref: api }] = access.deployment.resources('AWS::ApiGateway::RestApi');
  const call = (caller: Principal) => (method: string, endpoint = OURS) =>
    caller.can('execute-api:Invoke', `arn:aws:execute-api:eu-west-1:111122223333:${api}/dev/${method}`, { 'aws:SourceVpce': endpoint });
  return { anyone: call(access.principal('arn:aws:iam::111122223333:role/any', [])), grantee: call(access.role('Grantee')) };
}

const IAM = TrackAuthorization.iam();

describe('a private API', () => {
  test.each(['POST/track', 'POST/batch', 'OPTIONS/track'])('lets %s in through its endpoint and no other', async (method) => {
    const { anyone } = privateApi(TrackAuthorization.none());
    expect(await anyone(method)).toBe('Allowed');
    expect(await anyone(method, 'vpce-2')).toBe('ExplicitlyDenied');
  });

  test.each([['IAM', IAM], ['an authorization of one\'s own that asks for a signature', new Signed()]])(
    'with %s lets nobody of the account in who was not granted it', async (_name, authorization) => {
      expect(await privateApi(authorization).anyone('POST/track')).toBe('ImplicitlyDenied');
    });

  test('with IAM lets a grantee in, through its endpoint and no other', async () => {
    const { grantee } = privateApi(IAM);
    expect(await grantee('POST/track')).toBe('Allowed');
    expect(await grantee('POST/track', 'vpce-2')).toBe('ExplicitlyDenied');
  });

  test('with IAM answers preflights, which carry no signature', async () => {
    expect(await privateApi(IAM).anyone('OPTIONS/track')).toBe('Allowed');
  });
});
