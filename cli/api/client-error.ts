import { STATUS_CODES } from 'http';

/** By the code of the error; any other means that the request is no HTTP. */
const CASES: Readonly<Record<string, { readonly status: number; readonly reason: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'the request line and the headers have more than 10,240 bytes' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'the client did not send all of it in time' },
};

/** The whole reply to a request that could not be read, after which the connection ends. */
export function clientErrorReply(error: NodeJS.ErrnoException): { readonly status: number; readonly text: string; readonly reason: string } {
  const { status, reason } = CASES[error.code ?? ''] ?? { status: 400, reason: error.message };
  const body = JSON.stringify({ message: STATUS_CODES[status] });
  const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close'];
  return { status, reason, text: [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', body].join('\r\n') };
}
