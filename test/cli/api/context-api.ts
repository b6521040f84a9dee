import { createApiServer, createServer } from '../../../cli/api/server';
import type { ApiServer, ApiServerProps, Replier } from '../../../cli/api/server';
import type { RunEvents } from '../../../cli/services';
import type { Deployment } from '../../../cli/template/deployment';

export const SILENT: RunEvents = {
  request: () => undefined, buffered: () => undefined, delivered: () => undefined, failed: () => undefined, warn: () => undefined,
};

/** The template of an API whose `POST /track` replies with what the expressions give. */
export function contextApi(expressions: Record<string, string>, resources: Record<string, any> = {}): Record<string, any> {
  const reply = Object.entries(expressions).map(([name, expression]) => `"${name}":"${expression}"`).join();
  return {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } },
    Track: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: 'Api' }, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'track' } },
    Post: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: 'Track' },
        HttpMethod: 'POST',
        MethodResponses: [{ StatusCode: '200' }],
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{"statusCode":200}' },
          IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': `{${reply}}` } }],
        },
      },
    },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev' } },
    ...resources,
  };
}

const started: ApiServer[] = [];

/** Ends what `serve` and `serveApi` started; for `afterEach`. */
export async function stopServers(): Promise<void> {
  await Promise.all(started.splice(0).map(async server => server.close()));
}

/** Where a server for this is now. */
export async function serve(replier: Replier): Promise<string> {
  return listening(createServer(replier, SILENT));
}

/** Where the only API of a template is now. */
export async function serveApi(deployment: Deployment, props: Partial<ApiServerProps> = {}): Promise<string> {
  const [restApi] = deployment.resources('AWS::ApiGateway::RestApi');
  return listening(createApiServer({ deployment, restApi, services: {}, events: SILENT, ...props }));
}

async function listening(server: ApiServer): Promise<string> {
  started.push(server);
  return `http://127.0.0.1:${await server.listen(0)}`;
}
