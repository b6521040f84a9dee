import { STATUS_CODES } from 'http';

/** By the code of the error; any other means that the request is no HTTP. */
const STATUSES: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** The whole reply to a request that could not be read, after which the connection ends. */
export function clientErrorReply(error: NodeJS.ErrnoException): { readonly status: number; readonly text: string } {
  const status = STATUSES[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ message: STATUS_CODES[status] });
  const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close'];
  return { status, text: [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', body].join('\r\n') };
}
