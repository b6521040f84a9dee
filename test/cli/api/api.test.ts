import { SILENT, contextApi, serveApi, stopServers } from './context-api';
import type { ApiServerProps } from '../../../cli/api/server';
import type { FirewallRequest } from '../../../cli/services';
import { request } from '../../support/http-request';
import { deployed } from '../template/deployed';

afterEach(stopServers);

const LOG = 'arn:aws:logs:us-east-1:000000000000:log-group:access:*';
const FORMAT = '$context.status $context.error.responseType $context.httpMethod $context.resourcePath $context.responseLength'
  + ' $context.integration.status $context.wafResponseCode';
const STAGE = {
  Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev', AccessLogSetting: { DestinationArn: LOG, Format: FORMAT } },
};

let lines: [string, string][];
beforeEach(() => { lines = []; });
const accessLogs = { write: (arn: string, line: string) => { lines.push([arn, line]); } };

async function start(props: Partial<ApiServerProps> = {}, resources: Record<string, any> = {}): Promise<string> {
  return serveApi(deployed({ Resources: contextApi({ id: '$context.requestId', ip: '$context.identity.sourceIp', agent: '$context.identity.userAgent' }, resources) }), props);
}

function firewall(blocks: (request: FirewallRequest) => boolean, seen: unknown[] = []) {
  return {
    judge: (restApiId: string, stage: string, judged: FirewallRequest) => {
      seen.push([restApiId, stage, judged]);
      return { isBlocked: blocks(judged), webAclArn: 'arn:acl' };
    },
  };
}

test('each request is a line of the access log, whatever its reply is', async () => {
  const url = await start({ accessLogs }, { Stage: STAGE });
  const { body } = await request(`${url}/dev/track`, { body: '{}' });
  await request(`${url}/dev/nowhere`, { method: 'GET' });
  expect(lines).toEqual([
    [LOG, `200 - POST /track ${body.length} 200 -`],
    [LOG, '403 MISSING_AUTHENTICATION_TOKEN GET - 42 - -'],
  ]);
});

test('a stage without access logs, and what is no stage, are not logged', async () => {
  const url = await start({ accessLogs });
  await request(`${url}/dev/track`, { body: '{}' });
  expect((await request(`${url}/other/track`, { body: '{}' })).status).toBe(403);
  expect(lines).toEqual([]);
});

test('a log that cannot be written changes no reply and is told', async () => {
  const warnings: string[] = [];
  const failing = { write: () => { throw new Error('full'); } };
  const url = await start({ accessLogs: failing, events: { ...SILENT, warn: message => warnings.push(message) } }, { Stage: STAGE });
  expect((await request(`${url}/dev/track`, { body: '{}' })).status).toBe(200);
  expect(warnings).toEqual(['stage dev cannot write its access log: full']);
});

test('a request that the firewall blocks gets the gateway response for it', async () => {
  const seen: unknown[] = [];
  const url = await start({ firewall: firewall(({ bodySize }) => bodySize > 3, seen), accessLogs }, {
    Stage: STAGE,
    Filtered: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: { RestApiId: { Ref: 'Api' }, ResponseType: 'WAF_FILTERED', ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
    },
  });
  const blocked = await request(`${url}/dev/track`, { body: '{"a":1}' });
  expect([blocked.status, blocked.body, blocked.headers['access-control-allow-origin']]).toEqual([403, '{"message":"Forbidden"}', '*']);
  expect((await request(`${url}/dev/track`, { body: '{}' })).status).toBe(200);
  expect(seen).toEqual([[expect.any(String), 'dev', { sourceIp: '127.0.0.1', bodySize: 7 }], [expect.any(String), 'dev', { sourceIp: '127.0.0.1', bodySize: 2 }]]);
  expect(lines.map(([, line]) => line)).toEqual(['403 WAF_FILTERED POST - 23 - WAF_BLOCK', expect.stringMatching(/^200 - .* WAF_ALLOW$/)]);
});

test('the firewall comes before everything else of an API', async () => {
  const url = await start({ firewall: firewall(() => true) });
  // No such route, a content type without a template, and a body that is too large.
  for (const [path, body, type] of [['/nowhere', '{}', 'application/json'], ['/track', '{}', 'application/xml'], ['/track', 'x'.repeat(10_485_761), 'text/plain']]) {
    const reply = await request(`${url}/dev${path}`, { body, headers: { 'content-type': type } });
    expect([reply.status, reply.body]).toEqual([403, '{"message":"Forbidden"}']);
  }
});

test('a body that is too large is refused where no firewall is', async () => {
  const url = await start();
  expect((await request(`${url}/dev/track`, { body: 'x'.repeat(10_485_761) })).status).toBe(413);
});

test('templates know who calls', async () => {
  const url = await start();
  const { body, headers } = await request(`${url}/dev/track`, { body: '{}', headers: { 'user-agent': 'test/1' } });
  expect(JSON.parse(body)).toEqual({ id: headers['x-amzn-requestid'], ip: '127.0.0.1', agent: 'test/1' });
});

test.each([
  ['3f2b1c9e-0000-4000-8000-0123456789ab', true],
  ['mine', false],
  ['', false],
])('the request id %j of the client is taken: %s', async (id, isTaken) => {
  const url = await start();
  const { headers } = await request(`${url}/dev/track`, { body: '{}', headers: { 'x-amzn-requestid': id } });
  expect(headers['x-amzn-requestid'] === id).toBe(isTaken);
  expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
});

test('slashes between the stage and the path stay in the context, and pass no policy that denies the path', async () => {
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:authorizer';
  const statements = [['Allow', '*'], ['Deny', 'arn:aws:execute-api:*:*:*/dev/POST/track']]
    .map(([effect, resource]) => ({ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }));
  const functions = { invoke: async () => JSON.stringify({ principalId: 'x', policyDocument: { Version: '2012-10-17', Statement: statements } }) };
  const resources = contextApi({ path: '$context.path' });
  const open = await serveApi(deployed({ Resources: resources }));
  expect((await request(`${open}/dev///track`, { body: '{}' })).body).toBe('{"path":"/dev///track"}');
  const guarded = await serveApi(deployed({
    Resources: {
      ...resources,
      Post: { ...resources.Post, Properties: { ...resources.Post.Properties, AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } } },
      Authorizer: {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Type: 'TOKEN',
          AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        },
      },
    },
  }), { functions });
  for (const path of ['track', '/track', '//track']) {
    expect((await request(`${guarded}/dev/${path}`, { body: '{}', headers: { authorization: 'any' } })).status).toBe(403);
  }
});
