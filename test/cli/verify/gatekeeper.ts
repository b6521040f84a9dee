import { createServer, request as open } from 'http';
import type { AddressInfo } from 'net';
import type { InFront } from './verified';

/** A request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export interface Refusal {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
  /** The request is handed on all the same. */
  readonly isLie?: boolean;
}

/** Something in front of a pipeline that refuses some requests itself, as a web ACL does, and hands the others on as they came. */
export function gatekeeper(refuse: (asked: Asked) => Refusal | undefined): (trackUrl: string) => Promise<InFront> {
  return async (trackUrl) => {
    const { origin } = new URL(trackUrl);
    const server = createServer((message, response) => {
      const { method = '', url = '', rawHeaders } = message;
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const body = Buffer.concat(chunks);
        const refusal = refuse({ method, path: url, rawHeaders, body });
        const say = ({ status, headers, body: text }: Refusal) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
        if (refusal !== undefined && refusal.isLie !== true) {
          say(refusal);
          return;
        }
        // One connection for each: none is closed by the pipeline while a request is on its way.
        const onward = open(`${origin}${url}`, { method, headers: headersOf(rawHeaders), agent: false }, (reply) => {
          if (refusal === undefined) {
            response.writeHead(reply.statusCode!, reply.headers);
            reply.pipe(response);
          } else {
            reply.resume().on('end', () => say(refusal));
          }
        });
        onward.on('error', () => response.destroy());
        onward.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      trackUrl: trackUrl.replace(origin, `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
}

/** Names as they were spelt, without those about the connection. */
function headersOf(rawHeaders: readonly string[]): Record<string, string> {
  const pairs = rawHeaders.flatMap((name, index) => index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : []);
  return Object.fromEntries(pairs.filter(([name]) => !['connection', 'expect', 'keep-alive'].includes(name.toLowerCase())));
}
