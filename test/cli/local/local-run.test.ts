import { isUtf8 } from 'buffer';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'fs';
import * as http from 'http';
import * as path from 'path';
import { gunzipSync } from 'zlib';
import { runQuery } from '../../../cli/athena/query';
import { snapshotFile } from '../../../cli/local/snapshot-file';
import { readSnapshot } from '../../../cli/template/snapshot';
import { Transform } from '../../../src';
import { synthesizePipeline, temporaryFolder } from '../../support/assembly';
import { deliveredLines, objectFiles, startPipeline } from '../../support/local-pipeline';

const UNTHROTTLED = { throttle: { rateLimit: 10_000, burstLimit: 5_000 } };

async function rowsOf(data: string, query: string): Promise<Record<string, any>[]> {
  const { columns, rows } = await runQuery(readSnapshot(snapshotFile(data)), data, query);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

test('an event that is posted is a row of the table', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  expect((await post(trackUrl, '{"name":"signup","amount":12345678901234567890}')).status).toBe(200);
  await run.stop();

  const [row] = await rowsOf(data, "SELECT event, dt FROM records WHERE dt >= '2026-01-01'");
  expect(row.event).toMatch(/^\{"name":"signup","amount":12345678901234567890,"event_id":"[^"]+","received_at":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}"\}$/);
  expect(row.dt).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('the objects have the keys that S3 would hold', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  await post(trackUrl, '{"a":1}');
  await run.stop();
  expect(objectFiles(data).map(({ key }) => key)).toEqual([
    expect.stringMatching(/^firehose\/dt=(\d{4}-\d\d-\d\d)\/[A-Za-z0-9]+-1-\1-\d\d-\d\d-\d\d-[0-9a-f-]{36}\.gz$/),
  ]);
});

test('100 parallel clients lose nothing and double nothing', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl, batchUrl } = await startPipeline(synthesizePipeline(UNTHROTTLED), data);
  const clients = Array.from({ length: 100 }, async (_unused, client) => {
    for (let n = 0; n < 5; n += 1) {
      const single = await post(trackUrl, JSON.stringify({ event_id: `${client}/${n}` }));
      const batch = await post(batchUrl, JSON.stringify([0, 1, 2].map((i) => ({ event_id: `${client}/${n}/${i}` }))));
      expect([single.status, batch.status]).toEqual([200, 200]);
    }
  });
  await Promise.all(clients);
  await run.stop();
  const ids = deliveredLines(data, 'firehose/').map((event) => event.event_id);
  expect(ids).toHaveLength(2_000);
  expect(new Set(ids).size).toBe(2_000);
});

test('a body of 2 MB is refused with 400, in a batch of large events it is taken', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl, batchUrl } = await startPipeline(synthesizePipeline(), data);
  expect((await post(trackUrl, `{"a":"${'x'.repeat(2_000_000)}"}`)).status).toBe(400);
  const large = JSON.stringify({ a: 'x'.repeat(400_000) });
  expect((await post(batchUrl, `[${[large, large, large, large, large].join()}]`)).status).toBe(200);
  await run.stop();
  expect(deliveredLines(data, 'firehose/').map((event) => event.a.length)).toEqual([400_000, 400_000, 400_000, 400_000, 400_000]);
});

test('a body that is not UTF-8 neither stops the run nor becomes a broken row', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  expect((await post(trackUrl, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).status).toBe(400);
  expect((await post(trackUrl, Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]))).status).toBe(200);
  expect((await post(trackUrl, '{"a":"after"}')).status).toBe(200);
  await run.stop();
  const bytes = Buffer.concat(objectFiles(data).map((file) => gunzipSync(readFileSync(file.path))));
  expect(isUtf8(bytes)).toBe(true);
  expect(deliveredLines(data, 'firehose/').map((event) => event.a)).toEqual(['\uFFFD(', 'after']);
});

test('a transform that throws for every third event fails just those, with their bytes kept', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'export function transform(event) { if (event.n % 3 === 0) throw new TypeError("no " + event.n); return event; }');
  const data = temporaryFolder();
  const { run, post, batchUrl, happenings, logs } = await startPipeline(synthesizePipeline({ transform: Transform.node(file) }), data);
  await post(batchUrl, JSON.stringify(Array.from({ length: 300 }, (_unused, n) => ({ n, text: 'é' }))));
  await run.stop();

  const kept = await rowsOf(data, "SELECT json_extract_scalar(event, '$.n') AS n FROM records WHERE dt >= '2026-01-01'");
  expect(kept.map(({ n }) => Number(n)).sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_unused, n) => n).filter((n) => n % 3 !== 0));
  const envelopes = deliveredLines(data, 'firehose-errors/type=processing-failed/dt=');
  expect(envelopes).toHaveLength(100);
  for (const envelope of envelopes) {
    expect(Object.keys(envelope)).toEqual([
      'attemptsMade', 'arrivalTimestamp', 'errorCode', 'errorMessage', 'attemptEndingTimestamp', 'rawData', 'lambdaArn',
    ]);
    expect(envelope.errorCode).toBe('Lambda.ProcessingFailedStatus');
  }
  const raw = envelopes.map(({ rawData }) => Buffer.from(rawData, 'base64').toString());
  expect(raw).toContain('{"n":297,"text":"é"}\n');
  const failed = await rowsOf(data, 'failed-records');
  expect(failed).toHaveLength(100);
  expect(happenings).toContainEqual(expect.objectContaining({ event: 'failed', type: 'processing-failed', records: 100 }));
  // The log names the reason once, and never the event.
  const reasons = logs.filter((line) => line.includes('TypeError'));
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).not.toContain('no 3');
});

test('an event whose request was under way when the run was asked to stop is delivered too', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  await post(trackUrl, '{"n":1}');
  const { port, pathname } = new URL(trackUrl);
  const request = http.request({ port, path: pathname, method: 'POST', headers: { 'content-length': 7 } });
  const replied = new Promise<http.IncomingMessage>((resolve) => request.once('response', resolve));
  request.write('{"n"');
  while (run.underWay === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const stopped = run.stop();
  request.end(':2}');
  expect((await replied).resume().statusCode).toBe(200);
  await stopped;
  expect(deliveredLines(data, 'firehose/').map(({ n }) => n).sort()).toEqual([1, 2]);
});

test('a second run goes on with the data of the first', async () => {
  const data = temporaryFolder();
  const assembly = synthesizePipeline();
  for (const name of ['first', 'second']) {
    const { run, post, trackUrl } = await startPipeline(assembly, data);
    await post(trackUrl, JSON.stringify({ name }));
    await run.stop();
  }
  const rows = await rowsOf(data, "SELECT json_extract_scalar(event, '$.name') AS name FROM records WHERE dt >= '2026-01-01' ORDER BY 1");
  expect(rows).toEqual([{ name: 'first' }, { name: 'second' }]);
});

test('every named query of the template runs unchanged', async () => {
  const data = temporaryFolder();
  const assembly = synthesizePipeline();
  const { run, post, batchUrl } = await startPipeline(assembly, data);
  await post(batchUrl, '[{"event_id":"twice"},{"event_id":"twice"},{"event_id":"once"}]');
  await run.stop();
  const names = readSnapshot(snapshotFile(data)).resources('AWS::Athena::NamedQuery').map(({ properties }) => properties.Name);
  expect(names.length).toBeGreaterThanOrEqual(8);
  for (const name of names) {
    await expect(rowsOf(data, name)).resolves.toBeDefined();
  }
  expect(await rowsOf(data, 'duplicate-events')).toEqual([expect.objectContaining({ event_id: 'twice' })]);
});

const KEY = 'a-key-of-more-than-20-characters';

/** The pipeline's API, as if its methods asked for one of two keys. */
function withApiKeys(template: any): void {
  const [api] = Object.entries<any>(template.Resources).find(([, { Type: type }]) => type === 'AWS::ApiGateway::RestApi')!;
  const [stage] = Object.entries<any>(template.Resources).find(([, { Type: type }]) => type === 'AWS::ApiGateway::Stage')!;
  for (const { Type: type, Properties: properties } of Object.values<any>(template.Resources)) {
    if (type === 'AWS::ApiGateway::Method' && properties.HttpMethod === 'POST') {
      properties.ApiKeyRequired = true;
    }
  }
  const link = (key: string) => ({ Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: key }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } } });
  Object.assign(template.Resources, {
    Mobile: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Name: 'mobile', Value: KEY } },
    Made: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true } },
    Unused: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true } },
    Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: { Ref: api }, Stage: { Ref: stage } }] } },
    MobileLink: link('Mobile'),
    MadeLink: link('Made'),
  });
}

test('the keys of the template open its API', async () => {
  const { run, trackUrl } = await startPipeline(synthesizePipeline({}, withApiKeys), temporaryFolder());
  const post = async (headers: Record<string, string>) => {
    const reply = await fetch(trackUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"a":1}' });
    return [reply.status, reply.headers.get('access-control-allow-origin')];
  };
  expect(run.apiKeys).toEqual([
    expect.objectContaining({ name: 'mobile', value: KEY }),
    expect.objectContaining({ name: 'Made', value: expect.stringMatching(/^[A-Za-z0-9]{40}$/) }),
  ]);
  expect(await post({})).toEqual([403, '*']);
  for (const { value } of run.apiKeys) {
    expect(await post({ 'x-api-key': value })).toEqual([200, '*']);
  }
  await run.stop();
});

/** The pipeline's API, as if a function decided who may call it. */
function withAuthorizer(code: string) {
  return (template: any): void => {
    const [api] = Object.entries<any>(template.Resources).find(([, { Type: type }]) => type === 'AWS::ApiGateway::RestApi')!;
    const uri = ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': ['Decide', 'Arn'] }, '/invocations'];
    for (const { Type: type, Properties: properties } of Object.values<any>(template.Resources)) {
      if (type === 'AWS::ApiGateway::Method' && properties.HttpMethod === 'POST') {
        Object.assign(properties, { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } });
      }
    }
    Object.assign(template.Resources, {
      Decide: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: code } } },
      Authorizer: { Type: 'AWS::ApiGateway::Authorizer', Properties: { RestApiId: { Ref: api }, Type: 'TOKEN', AuthorizerUri: { 'Fn::Join': ['', uri] } } },
    });
  };
}

test('a function of the template decides who may send', async () => {
  const code = `exports.handler = async ({ authorizationToken: token, methodArn: Resource }) => {
    console.log("asked for " + token);
    const Effect = token === "let-me-in" ? "Allow" : "Deny";
    return { principalId: token, policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect, Resource }] } };
  };`;
  const data = temporaryFolder();
  const { run, trackUrl, logs } = await startPipeline(synthesizePipeline({}, withAuthorizer(code)), data);
  const post = async (headers: Record<string, string>) => (await fetch(trackUrl, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"a":1}',
  })).status;
  expect([await post({}), await post({ authorization: 'other' }), await post({ authorization: 'let-me-in' }), await post({ authorization: 'let-me-in' })])
    .toEqual([401, 403, 200, 200]);
  await run.stop();
  expect(logs.filter((line) => line.includes('asked for'))).toHaveLength(2);
  expect(deliveredLines(data, 'firehose/')).toHaveLength(2);
});

test('an authorizer whose handler cannot load is named at the start', async () => {
  const assembly = synthesizePipeline({}, withAuthorizer('require("a-module-that-is-not-there");'));
  await expect(startPipeline(assembly, temporaryFolder())).rejects.toThrow(/^the function Decide cannot load its handler .*a-module-that-is-not-there/);
});

describe('a start that fails', () => {
  const withStream = (change: (s3: any) => void) => (template: any) => {
    const stream: any = Object.values(template.Resources).find(({ Type }: any) => Type === 'AWS::KinesisFirehose::DeliveryStream');
    change(stream.Properties.ExtendedS3DestinationConfiguration);
  };

  test.each<readonly [string, (template: any) => void, RegExp]>([
    ['a prefix that no folder can hold', withStream((s3) => { s3.Prefix = 'a//b/'; }), /the object key .* cannot be kept in a folder: it holds '\/\/'/],
    ['a prefix that the service refuses', withStream((s3) => { s3.Prefix = '!{time:yyyy}/'; }), /the namespaces are timestamp/],
    ['a number that the service refuses', withStream((s3) => { s3.BufferingHints.IntervalInSeconds = 901; }), /IntervalInSeconds/],
  ])('%s is named before the first event, and the folder is given back', async (_name, edit, message) => {
    const data = temporaryFolder();
    await expect(startPipeline(synthesizePipeline({}, edit), data)).rejects.toThrow(message);
    expect(readdirSync(data)).toEqual(['.tmp']);
  });

  test('a file where a bucket has to be is named before the first event', async () => {
    const data = temporaryFolder();
    const { run } = await startPipeline(synthesizePipeline(), data);
    const bucket = run.outputs.get('BucketName')!;
    await run.stop();
    writeFileSync(path.join(data, bucket), '');
    await expect(startPipeline(synthesizePipeline(), data)).rejects.toThrow(/an object and a folder at once/);
  });
});

test('what the run writes is for its user only', async () => {
  const data = path.join(temporaryFolder(), 'data');
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  await post(trackUrl, '{"a":1}');
  await run.stop();
  const modes = [data, snapshotFile(data), ...objectFiles(data).map((file) => file.path)].map((file) => statSync(file).mode % 0o1000);
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});
