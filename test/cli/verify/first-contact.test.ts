import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { sessionOptions } from './verified';
import { Failure } from '../../../cli/failure';
import { HttpClient } from '../../../cli/http-client';
import { RequestSigner } from '../../../cli/request-signer';
import { firstContact } from '../../../cli/verify/first-contact';
import { Session } from '../../../cli/verify/session';
import type { SessionOptions } from '../../../cli/verify/session-options';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

async function contact(answer: (path: string) => Answer, options: Partial<SessionOptions> = {}) {
  const seen: NodeJS.Dict<string | string[]>[] = [];
  const server = createServer((request, response) => {
    const { status, body, type = 'application/json', headers = {} } = answer(request.url!);
    seen.push(request.headers);
    request.resume().on('end', () => response.writeHead(status, { 'Content-Type': type, ...headers }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new HttpClient();
  try {
    await firstContact(new Session(sessionOptions(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/track`, options), client));
    return seen;
  } finally {
    client.close();
    server.closeAllConnections();
    server.close();
  }
}

const always = (answer: Answer) => () => answer;

test.each([
  ['asks for credentials', { status: 403, body: '{"message":"Forbidden"}' }, 'it asks for credentials, which --header \'x-api-key: …\' or --aws-sigv4 <region> sends, or the URL lacks its stage'],
  ['asks for a token', { status: 401, body: '{"message":"Unauthorized"}' }, 'it asks for credentials'],
  ['has no such route', { status: 404, body: '{"message":"no such route"}' }, 'it has no such route; give the whole TrackURL of a pipeline'],
  ['takes no POST', { status: 405, body: '', type: 'text/plain' }, 'it has no such route'],
  ['is a web site', { status: 200, body: '<html></html>', type: 'text/html' }, 'that is no JSON, so it is no pipeline'],
  ['is elsewhere', { status: 301, body: '', headers: { Location: 'https://x.example/dev/track' } }, 'it is somewhere else; give that URL (https://x.example/dev/track)'],
])('what %s is named once, before the suite begins', async (_name, answer, message) => {
  const failure = contact(always(answer));
  await expect(failure).rejects.toThrow(Failure);
  await expect(failure).rejects.toThrow(message);
});

test.each<[string, Partial<SessionOptions>]>([
  ['headers', { headers: { 'x-api-key': 'wrong' } }],
  ['a signature', { signer: new RequestSigner('us-east-1', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wrong' }, () => 0) }],
])('what refuses %s that was given is named so', async (_name, options) => {
  await expect(contact(always({ status: 403, body: '{"message":"Forbidden"}' }), options))
    .rejects.toThrow('it refuses the credentials that --header or --aws-sigv4 gives, or the URL lacks its stage');
});

test.each([
  ['a refusal', always({ status: 400, body: '{"message":"no"}' })],
  ['a success, which is wrong but is for a point to name', always({ status: 200, body: '{"accepted":1}' })],
  ['an error, likewise', always({ status: 500, body: '{"message":"oops"}' })],
  ['JSON that is none, likewise', always({ status: 400, body: '{"message":"a "text""}' })],
  ['one route that is missing, likewise', (path: string): Answer => path === '/dev/track' ? { status: 404, body: '{}' } : { status: 400, body: '{}' }],
])('%s lets the suite begin', async (_name, answer) => {
  await expect(contact(answer)).resolves.toHaveLength(2);
});

test('headers that are given go with every request', async () => {
  const seen = await contact(always({ status: 400, body: '{}' }), { headers: { 'x-api-key': 'secret' } });
  expect(seen.map((headers) => headers['x-api-key'])).toEqual(['secret', 'secret']);
});
