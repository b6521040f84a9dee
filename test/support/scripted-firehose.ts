import { synthesizePipeline } from './assembly';
import { createApiServer } from '../../cli/api/server';
import type { ApiServer } from '../../cli/api/server';
import { RunReport } from '../../cli/local/run-report';
import type { ActionEndpoint, ServiceReply } from '../../cli/services';
import { loadAssembly } from '../../cli/template/load';
import type { ServerlessDataPipelineProps } from '../../src';

/** A Firehose that answers what a test says, and remembers what it was asked. */
export class ScriptedFirehose implements ActionEndpoint {
  readonly calls: { action: string; body: any }[] = [];
  answer: (action: string, body: any) => ServiceReply | Promise<ServiceReply> = (action, body) => action === 'PutRecord'
    ? { status: 200, body: '{"RecordId":"r1","Encrypted":true}' }
    : { status: 200, body: JSON.stringify({ FailedPutCount: 0, RequestResponses: body.Records.map((_: unknown, n: number) => ({ RecordId: `r${n}` })) }) };

  async call(action: string, body: string): Promise<ServiceReply> {
    const parsed = JSON.parse(body);
    this.calls.push({ action, body: parsed });
    return this.answer(action, parsed);
  }

  get records(): string[] {
    return this.calls.flatMap(({ body }) => body.Records ?? [body.Record]).map((record) => Buffer.from(record.Data, 'base64').toString());
  }
}

const silent = new RunReport(() => undefined);

export interface Edge {
  readonly firehose: ScriptedFirehose;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; json: any }>;
  request(path: string, init: RequestInit): Promise<{ status: number; headers: Headers; json: any }>;
}

/** The HTTP edge of a pipeline, with a Firehose behind it that the test plays. */
export async function withEdge(
  use: (edge: Edge) => Promise<void>, props?: ServerlessDataPipelineProps, edit?: (template: any) => void,
): Promise<void> {
  const deployment = loadAssembly(synthesizePipeline(props, edit));
  const firehose = new ScriptedFirehose();
  const [restApi] = deployment.resources('AWS::ApiGateway::RestApi');
  const server: ApiServer = createApiServer({ deployment, restApi, services: { firehose }, events: silent });
  const port = await server.listen(0);
  const request = async (path: string, init: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port}/dev${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
  };
  try {
    await use({
      firehose,
      request,
      post: async (path, body, headers = { 'content-type': 'application/json' }) => request(path, { method: 'POST', body, headers }),
    });
  } finally {
    await server.close();
  }
}
