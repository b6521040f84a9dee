import { createServer } from 'http';
import type { IncomingMessage, RequestListener, Server } from 'http';
import { createServer as createTcpServer } from 'net';
import type { AddressInfo, Socket } from 'net';
import { HttpClient, NoReply } from '../../cli/http-client';
import type { HttpClientOptions } from '../../cli/http-client';

type Use<T> = (url: string, client: HttpClient, server: Server) => Promise<T>;

async function serving<T>(answer: RequestListener, use: Use<T>, options?: HttpClientOptions): Promise<T> {
  const server = createServer(answer);
  const client = new HttpClient(options);
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
    await client.send(url, { method: 'POST', body: 'é', headers: { origin: 'https://a.example' } });
    await client.send(url, { method: 'POST', body: 'é', origin: 'https://a.example', contentType: 'a/b' });
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
    expect(await client.send(url, { method: 'POST' })).toMatchObject({
      status: 418, headers: { 'x-one': '1', 'set-cookie': 'a, b' }, text: '{"a":1}', json: { a: 1 },
    });
    expect(await client.send(url, { method: 'GET' })).toMatchObject({ status: 302, text: '<html>', json: undefined });
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
    const reply = await client.send(url, { method: 'POST', body: 'x'.repeat(100_000), expectContinue: true });
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
    const reply = await client.send(url, { method: 'POST', body: 'x'.repeat(100_000), expectContinue: true });
    expect(reply.text).toBe('100000');
  });
});

test('a connection that breaks is no reply', async () => {
  await serving((request) => request.socket.destroy(), async (url, client) => {
    await expect(client.send(url, { method: 'POST' })).rejects.toThrow(new NoReply('ECONNRESET'));
  });
});

test('a request on a connection that the server has just given up is sent again, and counted', async () => {
  let requests = 0;
  const onResend = jest.fn();
  await serving((request, response) => {
    requests += 1;
    if (requests === 2) {
      request.socket.destroy();
    } else {
      response.end(String(requests));
    }
  }, async (url, client) => {
    const replies = [await client.send(url, { method: 'GET' }), await client.send(url, { method: 'GET' })];
    expect(replies.map(({ text }) => text)).toEqual(['1', '3']);
    expect(onResend).toHaveBeenCalledTimes(1);
  }, { onResend });
});

test('nobody there is no reply', async () => {
  const url = await serving(() => undefined, async (address) => address);
  const client = new HttpClient();
  await expect(client.send(url, { method: 'GET' })).rejects.toThrow('no reply (ECONNREFUSED)');
});

describe('a server that is no pipeline', () => {
  /** Takes connections, and does as it is told with each. */
  async function taking<T>(onConnection: (socket: Socket) => void, use: (url: string) => Promise<T>): Promise<T> {
    const server = createTcpServer(onConnection);
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/track`);
    } finally {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    }
  }
  const post = { method: 'POST', body: '{}' };

  test.each<[string, (socket: Socket) => void, string | RegExp]>([
    ['resets connections at once', (socket) => socket.resetAndDestroy(), 'no reply (ECONNRESET)'],
    ['closes connections at once', (socket) => socket.destroy(), /^no reply \((ECONNRESET|EPIPE)\)$/],
    ['ends connections at once', (socket) => socket.end(), /^no reply \((ECONNRESET|EPIPE)\)$/],
    ['cuts its headers', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-'), 'no reply (ECONNRESET)'],
    ['cuts its reply', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}'), 'no reply (ECONNRESET)'],
    ['cuts its chunks', (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{}'), 'no reply (ECONNRESET)'],
    ['switches to another protocol', (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'), /^no reply \(/],
    ['speaks another protocol', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'no reply (HPE_INVALID_CONSTANT)'],
    ['says nothing', () => undefined, 'no reply (ETIMEDOUT)'],
    ['stops in its reply', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}'), /^no reply \((ETIMEDOUT|ECONNRESET)\)$/],
  ])('that %s gives no reply', async (_name, onConnection, message) => {
    await taking(onConnection, async (url) => {
      const client = new HttpClient({ timeout: 300 });
      await expect(client.send(url, post)).rejects.toThrow(message);
      client.close();
    });
  });

  test('that replies without end is given up', async () => {
    await taking((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const timer = setInterval(() => socket.write('1\r\n \r\n'), 10);
      socket.on('close', () => clearInterval(timer));
    }, async (url) => {
      const client = new HttpClient({ timeout: 50 });
      await expect(client.send(url, post)).rejects.toThrow(NoReply);
      client.close();
    });
  });

  test('that ends its reply with the connection is understood', async () => {
    await taking((socket) => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"accepted":1}'), async (url) => {
      const client = new HttpClient();
      expect(await client.send(url, post)).toMatchObject({ status: 200, json: { accepted: 1 } });
      client.close();
    });
  });
});
