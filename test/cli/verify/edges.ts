import { ApiKey, IdentitySource, RequestAuthorizer, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib/core';
import type { VerifyCase } from './verified';
import { RequestSigner } from '../../../cli/request-signer';
import { RequestContext, TrackAuthorization } from '../../../src';

const KEY = 'a-key-of-more-than-20-characters';
const POOL = 'us-east-1_abcdefghi';
/** The local run does not check the signature, but who issued it, and when it ends. */
const TOKEN = [
  { kid: 'k', alg: 'RS256' },
  { sub: 'jane', iss: `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`, token_use: 'id', exp: Date.UTC(2100, 0, 1) / 1000 },
].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).concat('c2lnbmF0dXJl').join('.');

/** An answer is kept for all methods, so it must be one for all. */
const allowing = (isAllowed: string) => `
exports.handler = async event => ({
  principalId: 'jane',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: ${isAllowed} ? 'Allow' : 'Deny', Resource: '*' }] },
});`;

function gate(stack: Stack, isAllowed: string): LambdaFunction {
  return new LambdaFunction(stack, 'Gate', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(allowing(isAllowed)) });
}

export const API_KEY: VerifyCase = {
  props: (stack) => ({ authorization: TrackAuthorization.apiKey({ apiKeys: [new ApiKey(stack, 'Key', { value: KEY })] }) }),
  session: { headers: { 'x-api-key': KEY } },
};

export const IAM: VerifyCase = {
  props: { authorization: TrackAuthorization.iam() },
  session: { signer: new RequestSigner('us-east-1', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }, Date.now) },
};

export const USER_POOLS: VerifyCase = {
  props: (stack) => ({
    authorization: TrackAuthorization.userPools([UserPool.fromUserPoolArn(stack, 'Users', `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${POOL}`)]),
  }),
  session: { headers: { Authorization: `Bearer ${TOKEN}` } },
};

export const TOKEN_AUTHORIZER: VerifyCase = {
  props: (stack) => ({ authorization: TrackAuthorization.authorizer(new TokenAuthorizer(stack, 'Authorizer', { handler: gate(stack, "event.authorizationToken === 'open'") })) }),
  session: { headers: { Authorization: 'open' } },
};

export const REQUEST_AUTHORIZER: VerifyCase = {
  props: (stack) => ({
    authorization: TrackAuthorization.authorizer(new RequestAuthorizer(stack, 'Authorizer', {
      handler: gate(stack, "event.headers['X-Write-Key'] === 'open'"), identitySources: [IdentitySource.header('X-Write-Key')],
    })),
  }),
  session: { headers: { 'X-Write-Key': 'open' } },
};

export const CONTEXT: VerifyCase = {
  props: { http: { context: [RequestContext.sourceIp(), RequestContext.userAgent(), RequestContext.requestId(), RequestContext.header('X-Client-Version')] } },
  session: {
    context: [
      { field: 'source_ip' }, { field: 'user_agent', header: 'User-Agent' }, { field: 'request_id' }, { field: 'x_client_version', header: 'X-Client-Version' },
    ],
  },
};

/** On an API that has another method, below a path of two parts. */
export const SHARED: VerifyCase = {
  props: (stack) => {
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false, deployOptions: { stageName: 'live' } });
    api.root.addMethod('GET');
    return { http: { api, path: 'shop/v1' } };
  },
  session: { sharedApi: true },
};
