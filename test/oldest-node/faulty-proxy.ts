import * as http from 'http';
import type { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';

/** What a proxy may do to one exchange. */
export type Fault =
  /** Passes it on. */
  | 'none'
  /** Ends the connection as soon as it has the headers of the request. */
  | 'cut the request'
  /** Passes the request on, and ends the connection in the middle of the reply. */
  | 'cut the reply'
  /** The same without the header that says how long the reply is. */
  | 'cut the headers'
  /** Passes the request on, and ends the connection without a reply. */
  | 'drop the reply'
  /** Passes it on, but the reply waits. */
  | 'delay the reply'
  /** Passes the request on, and never says anything. */
  | 'keep silent';

export interface FaultyProxy {
  readonly url: string;
  close(): Promise<void>;
}

interface Faults {
  /** Of the exchanges, alternately. */
  readonly exchanges: readonly Fault[];
  /** Whether a connection is closed as soon as it is accepted. */
  readonly closes?: (connection: number) => boolean;
}

const DELAY_MILLISECONDS = 200;

/** Stands in front of a URL, and does as it is told. */
export async function startFaultyProxy(target: string, { exchanges, closes = () => false }: Faults): Promise<FaultyProxy> {
  let exchange = 0;
  let connection = 0;
  const server = http.createServer((request, response) => {
    const fault = exchanges[exchange % exchanges.length];
    exchange += 1;
    void handle(fault, request, response);
  });
  server.on('connection', (socket) => {
    if (closes(connection)) {
      socket.destroy();
    }
    connection += 1;
  });

  async function handle(fault: Fault, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { socket } = request;
    if (fault === 'cut the request') {
      socket.destroy();
      return;
    }
    const reply = await passOn(target, request);
    switch (fault) {
      case 'cut the reply':
        socket.write(`HTTP/1.1 ${reply.status} OK\r\ncontent-type: application/json\r\ncontent-length: ${reply.body.length}\r\n\r\n`);
        socket.end(reply.body.subarray(0, -1));
        return;
      case 'cut the headers':
        socket.end(`HTTP/1.1 ${reply.status} OK\r\ncontent-ty`);
        return;
      case 'drop the reply':
        socket.destroy();
        return;
      case 'keep silent':
        return;
      case 'delay the reply':
        await sleep(DELAY_MILLISECONDS);
    }
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Passed {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

async function passOn(target: string, request: http.IncomingMessage): Promise<Passed> {
  const body = await read(request);
  const { 'content-type': contentType = '' } = request.headers;
  return new Promise((resolve, reject) => {
    const passed = http.request(target, { method: request.method, headers: { 'content-type': contentType, 'content-length': body.length }, agent: false });
    passed.on('error', reject).on('response', (reply) => {
      read(reply).then((text) => resolve({ status: reply.statusCode!, headers: { 'content-type': 'application/json', 'content-length': String(text.length) }, body: text }), reject);
    });
    passed.end(body);
  });
}

async function read(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
