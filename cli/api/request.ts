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

/** A body as it was sent. */
export interface ReceivedBody {
  /** Undefined if there are more than an API takes. */
  readonly bytes: Buffer | undefined;
  /** How many there are; of a body that is too large, how many are known of. */
  readonly size: number;
}

/** Unpacks a body and reads it as text. */
export async function bodyText({ bytes: received }: ReceivedBody, message: IncomingMessage): Promise<string> {
  if (received === undefined) throw new GatewayError('REQUEST_TOO_LARGE');
  const encoding = message.headers['content-encoding']?.trim().toLowerCase();
  const unpack = encoding !== undefined && Object.hasOwn(UNPACK, encoding) ? UNPACK[encoding] : undefined;
  // AWS reads bodies as UTF-8. Bytes that are none become U+FFFD, which is text: the event goes on with a visible mark instead of being refused
  // for one broken character, and what stands outside of strings is still invalid JSON that a validator refuses.
  return (unpack === undefined ? received : await unpacked(received, unpack)).toString('utf8');
}

/**
 * Takes in the whole body of a request.
 * @throws ClientGone if the client does not send all of it
 */
export async function receiveBody(message: IncomingMessage): Promise<ReceivedBody> {
  const announced = Number(message.headers['content-length'] ?? 0);
  if (announced > MAX_BODY) return { bytes: undefined, size: announced };
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // The rest is read but not kept, so that the client gets to read the reply.
      if (length > MAX_BODY) resolve({ bytes: undefined, size: length });
      else chunks.push(chunk);
    });
    message.on('end', () => resolve({ bytes: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), size: length }));
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
