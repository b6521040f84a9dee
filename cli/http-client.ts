import * as http from 'http';
import * as https from 'https';

/** A request as it is sent: nothing is added but what HTTP itself needs. */
export interface HttpRequest {
  readonly method: string;
  /** undefined: the request names none. */
  readonly contentType?: string;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Send the body only when the server wants to see it. */
  readonly expectContinue?: boolean;
}

export interface HttpReply {
  readonly status: number;
  /** By name in lower case; of a repeated one all values. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** undefined: the text is not JSON. */
  readonly json: any;
}

export interface HttpClientOptions {
  /**
   * How long a server may be silent, and how long a connection may take. In milliseconds.
   * @default 60,000: API Gateway gives up after 29 seconds
   */
  readonly timeout?: number;
  /** Called when a request is sent again because the server had closed its idle connection. */
  readonly onResend?: () => void;
}

/** In milliseconds. */
const SILENCE_LIMIT = 60_000;
/** A whole request may take so many times as long as silence: a large body on a slow line takes its time. */
const WHOLE_REQUEST = 10;
/** How long a server may leave open whether it wants the body, in milliseconds. As curl does. */
const CONTINUE_LIMIT = 1_000;
/** What a write to a connection that the server has closed ends with. */
const CLOSED = ['ECONNRESET', 'EPIPE'];

/** The connection broke or nobody answered. */
export class NoReply extends Error {
  constructor(readonly code: string) {
    super(`no reply (${code})`);
    this.name = 'NoReply';
  }
}

/**
 * Sends requests as they are meant, and always settles: `fetch` adds a content type, spells headers differently, follows redirects, loses a reply
 * that comes before the whole body was sent, and on Node.js 20 never settles when a connection is accepted and closed at once.
 */
export class HttpClient {
  private readonly agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

  constructor(private readonly options: HttpClientOptions = {}) {
  }

  /** @throws NoReply */
  async send(url: string, request: HttpRequest): Promise<HttpReply> {
    for (;;) {
      const reply = await this.sendOnce(url, request);
      if (reply !== 'closed before') {
        return reply;
      }
      this.options.onResend?.();
    }
  }

  close(): void {
    this.agents['http:'].destroy();
    this.agents['https:'].destroy();
  }

  /** @returns 'closed before' if the server closed the idle connection while the request was on its way */
  private async sendOnce(url: string, request: HttpRequest): Promise<HttpReply | 'closed before'> {
    const { timeout = SILENCE_LIMIT } = this.options;
    const { protocol } = new URL(url);
    const { request: open } = protocol === 'https:' ? https : http;
    const sent = open(url, { method: request.method, headers: headersOf(request), agent: this.agents[protocol as 'http:' | 'https:'] });
    const giveUp = () => sent.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' }));
    // The timers of sockets do not keep a process alive. This one does, so that it cannot end while a request is under way.
    let timer = setTimeout(giveUp, timeout);
    const onConnected = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, WHOLE_REQUEST * timeout);
    };
    sent.setTimeout(timeout, giveUp);
    sent.on('socket', (socket) => socket.connecting ? socket.once('connect', onConnected) : onConnected());
    try {
      return await new Promise((resolve, reject) => {
        const noReply = (error: NodeJS.ErrnoException) => reject(new NoReply(error.code ?? error.message));
        const onClose = () => reject(new NoReply('ECONNRESET'));
        // The server may have closed the connection while it was idle: then it saw nothing of the request.
        let mayBeIdle = true;
        sent.on('response', (response) => {
          mayBeIdle = false;
          sent.off('close', onClose);
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve(replyOf(response, Buffer.concat(chunks).toString())));
          response.on('error', noReply);
          response.on('close', onClose);
        });
        sent.on('error', (error: NodeJS.ErrnoException) => {
          if (mayBeIdle && sent.reusedSocket && CLOSED.includes(error.code!)) {
            resolve('closed before');
          } else {
            noReply(error);
          }
        });
        sent.on('close', onClose);
        sendBody(sent, request);
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

function headersOf({ contentType, origin, headers, body, expectContinue }: HttpRequest): Record<string, string | number> {
  return {
    ...headers,
    ...contentType === undefined ? {} : { 'Content-Type': contentType },
    ...origin === undefined ? {} : { Origin: origin },
    ...body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) },
    ...expectContinue ? { Expect: '100-continue' } : {},
  };
}

function sendBody(sent: http.ClientRequest, { body, expectContinue }: HttpRequest): void {
  if (!expectContinue) {
    sent.end(body);
    return;
  }
  let done = false;
  const send = () => {
    clearTimeout(timer);
    if (!done) sent.end(body);
    done = true;
  };
  const timer = setTimeout(send, CONTINUE_LIMIT);
  const leave = () => {
    clearTimeout(timer);
    done = true;
  };
  sent.on('continue', send).on('response', (response) => {
    leave();
    // The body is not sent any more, so the connection is of no further use.
    if (!sent.writableEnded) response.on('end', () => sent.destroy());
  }).on('error', leave).on('close', leave);
  sent.flushHeaders();
}

function replyOf({ statusCode, headers }: http.IncomingMessage, text: string): HttpReply {
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
