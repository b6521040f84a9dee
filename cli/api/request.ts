import type { IncomingMessage } from 'http';
import type { BodyShare } from './body-budget';
import { decodeBody } from './content-coding';
import { GatewayError } from './gateway-error';

/** 10 MB, as the service counts them: for the body after it is unpacked. */
export const MAX_BODY = 10 * 1024 * 1024;

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

/**
 * Unpacks a body and reads it as text.
 * @param share what of the memory for bodies this request has
 * @throws GatewayError for a body that is too large, or not what its `Content-Encoding` says
 */
export async function bodyText({ bytes: received, size }: ReceivedBody, message: IncomingMessage, share: BodyShare): Promise<string> {
  if (received === undefined) throw tooLarge(`a body of ${size} bytes or more`);
  const body = await decodeBody(received, message.headers['content-encoding'], MAX_BODY);
  if (body === undefined) throw tooLarge('a body that unpacks to more');
  if (body !== received) share.take(body.length);
  // AWS reads bodies as UTF-8. Bytes that are none become U+FFFD, which is text: the event goes on with a visible mark instead of being refused
  // for one broken character, and what stands outside of strings is still invalid JSON that a validator refuses.
  return body.toString('utf8');
}

function tooLarge(what: string): GatewayError {
  return new GatewayError('REQUEST_TOO_LARGE', { reason: `${what}, allowed ${MAX_BODY}` });
}

/**
 * Takes in the whole body of a request.
 * @param share what of the memory for bodies this request has
 * @throws ClientGone if the client does not send all of it
 * @throws OverloadedError if the run has no memory left for it
 */
export async function receiveBody(message: IncomingMessage, share: BodyShare): Promise<ReceivedBody> {
  const announced = Number(message.headers['content-length'] ?? 0);
  if (announced > MAX_BODY) return { bytes: undefined, size: announced };
  let chunks: Buffer[] = [];
  let length = 0;
  let overload: unknown;
  return new Promise((resolve, reject) => {
    // The rest of a body that is not kept is read all the same: a client that is still sending would not read the reply.
    const end = () => {
      if (overload !== undefined) reject(overload);
      else if (length > MAX_BODY) resolve({ bytes: undefined, size: length });
      else resolve({ bytes: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), size: length });
    };
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY) {
        chunks = [];
        end();
      } else if (overload === undefined) {
        try {
          share.take(chunk.length);
          chunks.push(chunk);
        } catch (error) {
          overload = error;
          chunks = [];
          share.giveBack();
        }
      }
    });
    message.on('end', end);
    message.on('error', () => reject(new ClientGone()));
  });
}

/**
 * Reads a body to its end and keeps nothing of it: the connection stays usable.
 * @throws ClientGone if the client does not send all of it
 */
export async function discardBody(message: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    message.on('end', () => resolve());
    message.on('error', () => reject(new ClientGone()));
    message.resume();
  });
}

/** The client went away in the middle of its request: there is nobody to reply to. */
export class ClientGone extends Error {
  constructor() {
    super('the client closed the connection before its request was complete');
    this.name = 'ClientGone';
  }
}
