import type { IncomingMessage } from 'http';
import { promisify } from 'util';
import { gunzip, inflate } from 'zlib';
import { GatewayError } from './gateway-error';

/** 10 MB, as the service counts them: for the body after it is unpacked. */
export const MAX_BODY = 10 * 1024 * 1024;

const UNPACK: Readonly<Record<string, (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
};

/** Path and query of a request. A proxy's client names scheme and host too (`POST http://host/path`); every server must understand that. */
export function requestTarget({ url = '/' }: IncomingMessage): string {
  return url.replace(/^https?:\/\/[^/?]*(?=[/?]|$)/i, '').replace(/^(?!\/)/, '/');
}

/** Reads the whole body of a request and unpacks it. */
export async function readBody(message: IncomingMessage): Promise<string> {
  const received = await receive(message);
  const encoding = message.headers['content-encoding']?.trim().toLowerCase();
  const unpack = encoding === undefined ? undefined : UNPACK[encoding];
  // AWS reads bodies as UTF-8. Bytes that are none become U+FFFD, which is text: the event goes on with a visible mark instead of being refused
  // for one broken character, and what stands outside of strings is still invalid JSON that a validator refuses.
  return (unpack === undefined ? received : await unpacked(received, unpack)).toString('utf8');
}

async function receive(message: IncomingMessage): Promise<Buffer> {
  if (Number(message.headers['content-length'] ?? 0) > MAX_BODY) throw new GatewayError('REQUEST_TOO_LARGE');
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // The rest is read but not kept, so that the client gets to read the reply.
      if (length > MAX_BODY) reject(new GatewayError('REQUEST_TOO_LARGE'));
      else chunks.push(chunk);
    });
    message.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    message.on('error', () => reject(new ClientGone()));
  });
}

async function unpacked(packed: Buffer, unpack: typeof UNPACK[string]): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: MAX_BODY });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new GatewayError('REQUEST_TOO_LARGE');
    throw new GatewayError('BAD_REQUEST_BODY', { validationError: `[the body is not what its Content-Encoding says: ${(error as Error).message}]` });
  }
}

/** The client went away in the middle of its request: there is nobody to reply to. */
export class ClientGone extends Error {
  constructor() {
    super('the client closed the connection before its request was complete');
    this.name = 'ClientGone';
  }
}
