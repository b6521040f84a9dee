import { subscribe, unsubscribe } from 'diagnostics_channel';
import { EventEmitter, once } from 'events';
import type { IncomingMessage, ServerResponse } from 'http';

/** A request that a server of this process has answered, whether or not the page could read the reply. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly origin?: string;
  readonly type?: string;
  /** What a preflight asks for. */
  readonly asksFor?: string;
  readonly status: number;
}

const CHANNEL = 'http.server.response.finish';

/** What reached one port of this machine: a browser does not tell pages of preflights, nor of replies that it hides. */
export class Exchanges {
  private readonly seen: Exchange[] = [];
  private readonly emitter = new EventEmitter();

  constructor(private readonly port: number) {
    subscribe(CHANNEL, this.add);
  }

  get all(): readonly Exchange[] {
    return this.seen;
  }

  /** All of them, such as `OPTIONS /dev/track 204`, once there are at least so many. */
  async summary(atLeast: number): Promise<string[]> {
    while (this.seen.length < atLeast) {
      await once(this.emitter, 'exchange');
    }
    return this.seen.map(({ method, path, status }) => `${method} ${path} ${status}`);
  }

  stop(): void {
    unsubscribe(CHANNEL, this.add);
  }

  private readonly add = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.socket.localPort !== this.port) {
      return;
    }
    const { headers } = request;
    this.seen.push({
      method: request.method!,
      path: request.url!,
      origin: headers.origin,
      type: headers['content-type'],
      asksFor: headers['access-control-request-headers'] as string | undefined,
      status: response.statusCode,
    });
    this.emitter.emit('exchange');
  };
}
