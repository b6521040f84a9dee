import * as path from 'path';
import { MockIntegration, PassthroughBehavior, ResponseType, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { MethodOptions, RestApiProps } from 'aws-cdk-lib/aws-apigateway';
import { App, Stack } from 'aws-cdk-lib/core';
import { createApiServer } from '../../../../cli/api/server';
import type { ApiServer } from '../../../../cli/api/server';
import { LambdaFunctions } from '../../../../cli/lambda/functions';
import type { Deployment } from '../../../../cli/template/deployment';
import { loadAssembly } from '../../../../cli/template/load';
import { temporaryFolder } from '../../../support/assembly';

/** The time at which requests come, unless a test lets it go on. */
export const NOW = Date.UTC(2026, 10, 22, 10, 15);

/** A template of the CDK's own constructs behind an API server. */
export interface Served {
  readonly deployment: Deployment;
  readonly time: { now: number };
  readonly warnings: string[];
  ask(route: string, headers?: Record<string, string>, method?: string): Promise<{ status: number; body: any; headers: Headers }>;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Replies with what the request's context says of the client. */
export const mock = new MockIntegration({
  passthroughBehavior: PassthroughBehavior.NEVER,
  requestTemplates: { 'application/json': '{"statusCode":200}' },
  integrationResponses: [{
    statusCode: '200',
    responseTemplates: {
      'application/json': '{"principal":"$context.authorizer.principalId","team":"$context.authorizer.team","email":"$context.authorizer.claims.email",'
        + '"user":"$context.authorizer.claims[\'cognito:username\']","keyId":"$context.identity.apiKeyId","key":"$context.identity.apiKey","accessKey":"$context.identity.accessKey"}',
    },
  }],
});
export const METHOD: MethodOptions = { methodResponses: [{ statusCode: '200' }] };

/** Serves the API of a stack until the end of the test. */
export async function serve(build: (stack: Stack, api: RestApi) => void, props: RestApiProps = {}): Promise<Served> {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir });
  const stack = new Stack(app, 'Test');
  const api = new RestApi(stack, 'Api', { defaultCorsPreflightOptions: { allowOrigins: ['*'] }, cloudWatchRole: false, ...props });
  api.addGatewayResponse('Cors', { type: ResponseType.DEFAULT_4XX, responseHeaders: { 'Access-Control-Allow-Origin': "'*'" } });
  build(stack, api);
  app.synth();
  const deployment = loadAssembly(outdir);
  const functions = new LambdaFunctions(deployment);
  ends.push(async () => functions.close());
  const time = { now: NOW };
  const warnings: string[] = [];
  const quiet = () => undefined;
  const events = { request: quiet, buffered: quiet, delivered: quiet, failed: quiet, warn: (message: string) => warnings.push(message) };
  const [restApi] = deployment.resources('AWS::ApiGateway::RestApi');
  const server: ApiServer = createApiServer({ deployment, restApi, services: {}, events, functions, now: () => time.now, clock: () => time.now });
  const port = await server.listen(0);
  ends.push(async () => server.close());
  return {
    deployment,
    time,
    warnings,
    ask: async (route, headers = {}, method = 'POST') => {
      const reply = await fetch(`http://127.0.0.1:${port}/prod${route}`, { method, headers });
      const text = await reply.text();
      return { status: reply.status, body: text === '' ? undefined : JSON.parse(text), headers: reply.headers };
    },
  };
}
