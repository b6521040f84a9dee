import { once } from 'events';
import * as http from 'http';
import type { AddressInfo } from 'net';

/** Serves one empty page. Its port makes it an origin of its own. */
export class PageServer {
  static async start(): Promise<PageServer> {
    const server = http.createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><link rel="icon" href="data:,"><title>a page</title>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PageServer(server);
  }

  private constructor(private readonly server: http.Server) {}

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
