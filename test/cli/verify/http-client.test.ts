import { createServer } from 'http';
import type { IncomingMessage, RequestListener, Server } from 'http';
import type { AddressInfo } from 'net';
import { HttpClient, NoReply } from '../../../cli/verify/http-client';

async function serving<T>(answer: RequestListener, use: (url: string, client: HttpClient, server: Server) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  const client = new HttpClient();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/track`, client, server);
  } finally {
    client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('sends headers as they are given, and no content type if none is', async () => {
  const seen: IncomingMessage[] = [];
  await serving((request, response) => {
    seen.push(request);
    request.resume().on('end', () => response.end());
  }, async (url, client) => {
    await client.send(url, { method: 'POST', path: '/track', body: 'é', headers: { origin: 'https://a.example' } });
    await client.send(url, { method: 'POST', path: '/track', body: 'é', origin: 'https://a.example', contentType: 'a/b' });
  });
  expect(seen[0].headers).not.toHaveProperty('content-type');
  expect(seen[0].rawHeaders).toContain('origin');
  expect(seen[0].headers['content-length']).toBe('2');
  expect(seen[1].rawHeaders).toEqual(expect.arrayContaining(['Origin', 'https://a.example', 'Content-Type', 'a/b']));
});

test('a reply is its status, its headers and its text, as JSON if it is some', async () => {
  await serving((request, response) => {
    response.writeHead(request.method === 'GET' ? 302 : 418, { 'X-One': '1', 'Set-Cookie': ['a', 'b'] }).end(request.method === 'GET' ? '<html>' : '{"a":1}');
  }, async (url, client) => {
    expect(await client.send(url, { method: 'POST', path: '/track' })).toMatchObject({
      status: 418, headers: { 'x-one': '1', 'set-cookie': 'a, b' }, text: '{"a":1}', json: { a: 1 },
    });
    expect(await client.send(url, { method: 'GET', path: '/track' })).toMatchObject({ status: 302, text: '<html>', json: undefined });
  });
});

test('a server that refuses by the headers gets no body', async () => {
  let received = 0;
  await serving(() => undefined, async (url, client, server) => {
    server.on('checkContinue', (request: IncomingMessage, response) => {
      request.on('data', (chunk) => {
        received += chunk.length;
      });
      response.writeHead(413, { 'Content-Type': 'application/json' }).end('{"message":"too large"}');
    });
    const reply = await client.send(url, { method: 'POST', path: '/track', body: 'x'.repeat(100_000), expectContinue: true });
    expect(reply).toMatchObject({ status: 413, json: { message: 'too large' } });
  });
  expect(received).toBe(0);
});

test('a server that wants to see the body gets it', async () => {
  await serving((request, response) => {
    let length = 0;
    request.on('data', (chunk) => {
      length += chunk.length;
    }).on('end', () => response.end(String(length)));
  }, async (url, client) => {
    const reply = await client.send(url, { method: 'POST', path: '/track', body: 'x'.repeat(100_000), expectContinue: true });
    expect(reply.text).toBe('100000');
  });
});

test('a connection that breaks is no reply', async () => {
  await serving((request) => request.socket.destroy(), async (url, client) => {
    await expect(client.send(url, { method: 'POST', path: '/track' })).rejects.toThrow(new NoReply('ECONNRESET'));
  });
});

test('a request on a connection that the server has just given up is sent again', async () => {
  let requests = 0;
  await serving((request, response) => {
    requests += 1;
    if (requests === 2) {
      request.socket.destroy();
    } else {
      response.end(String(requests));
    }
  }, async (url, client) => {
    const replies = [await client.send(url, { method: 'GET', path: '/' }), await client.send(url, { method: 'GET', path: '/' })];
    expect(replies.map(({ text }) => text)).toEqual(['1', '3']);
  });
});

test('nobody there is no reply', async () => {
  const url = await serving(() => undefined, async (address) => address);
  const client = new HttpClient();
  await expect(client.send(url, { method: 'GET', path: '/' })).rejects.toThrow('no reply (ECONNREFUSED)');
});
