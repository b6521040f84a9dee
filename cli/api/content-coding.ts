import { promisify } from 'util';
import { gunzip, inflate } from 'zlib';
import { GatewayError } from './gateway-error';

type Unpack = (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/**
 * The codings that API Gateway takes off a request, with or without compression of replies.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html#api-gateway-supported-content-encodings
 */
const CODINGS: Readonly<Record<string, Unpack>> = {
  identity: async data => data,
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
};

/**
 * Takes the coding that `Content-Encoding` names off a body; undefined if more than `maxBytes` come out.
 * @throws GatewayError 415 for a coding that is not supported, for more than one, and for a body that is not coded as it says, as AWS documents
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
 */
export async function decodeBody(received: Buffer, contentEncoding: string | undefined, maxBytes: number): Promise<Buffer | undefined> {
  // A list may have empty elements, which mean nothing: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
  const names = (contentEncoding ?? '').split(',').map(name => name.trim().toLowerCase()).filter(name => name !== '');
  const [name = 'identity'] = names;
  if (names.length > 1 || !Object.hasOwn(CODINGS, name)) throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { reason: `content-encoding ${names.join(', ')}` });
  try {
    return await CODINGS[name](received, { maxOutputLength: maxBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { reason: `content-encoding ${name}, but the body is not: ${message}` });
  }
}
