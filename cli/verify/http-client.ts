import * as http from 'http';
import * as https from 'https';
import type { Question, Reply } from './exchange';

/** API Gateway gives up after 29 seconds; a large body on a slow line takes its time. */
const TIMEOUT_MILLISECONDS = 60_000;
/** How long a server may leave open whether it wants the body. As curl does. */
const CONTINUE_MILLISECONDS = 1_000;

/** The connection broke or nobody answered. */
export class NoReply extends Error {
  constructor(readonly code: string) {
    super(`no reply (${code})`);
    this.name = 'NoReply';
  }
}

/**
 * Sends requests as they are meant: `fetch` adds a content type, spells headers anew, follows redirects, and loses a reply that comes
 * before the whole body was sent.
 */
export class HttpClient {
  private readonly agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

  /** @throws NoReply */
  async send(url: string, question: Question): Promise<Reply> {
    const { protocol } = new URL(url);
    const { request: open } = protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const request = open(url, { method: question.method, headers: headersOf(question), agent: this.agents[protocol as 'http:' | 'https:'] });
      request.setTimeout(TIMEOUT_MILLISECONDS, () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(replyOf(response, Buffer.concat(chunks).toString())));
        response.on('error', (error: NodeJS.ErrnoException) => reject(new NoReply(error.code ?? error.message)));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection while the request was on its way: it saw nothing of it.
        if (request.reusedSocket && error.code === 'ECONNRESET') {
          this.send(url, question).then(resolve, reject);
        } else {
          reject(new NoReply(error.code ?? error.message));
        }
      });
      sendBody(request, question);
    });
  }

  close(): void {
    this.agents['http:'].destroy();
    this.agents['https:'].destroy();
  }
}

function headersOf({ contentType, origin, headers, body, expectContinue }: Question): Record<string, string | number> {
  return {
    ...headers,
    ...contentType === undefined ? {} : { 'Content-Type': contentType },
    ...origin === undefined ? {} : { Origin: origin },
    ...body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) },
    ...expectContinue ? { Expect: '100-continue' } : {},
  };
}

function sendBody(request: http.ClientRequest, { body, expectContinue }: Question): void {
  if (!expectContinue) {
    request.end(body);
    return;
  }
  let sent = false;
  const send = () => {
    clearTimeout(timer);
    if (!sent) request.end(body);
    sent = true;
  };
  const timer = setTimeout(send, CONTINUE_MILLISECONDS);
  const leave = () => {
    clearTimeout(timer);
    sent = true;
  };
  request.on('continue', send).on('response', (response) => {
    leave();
    // The body is not sent any more, so the connection is of no further use.
    if (!request.writableEnded) response.on('end', () => request.destroy());
  }).on('error', leave);
  request.flushHeaders();
}

function replyOf({ statusCode, headers }: http.IncomingMessage, text: string): Reply {
  return {
    status: statusCode!,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    text,
    json: parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
