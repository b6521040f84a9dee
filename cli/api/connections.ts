import type * as http from 'http';
import type { Socket } from 'net';

/**
 * The connections of a server, with the requests that are under way on each. Node itself ends idle connections only after a first request; browsers
 * open connections in advance.
 */
export class Connections {
  private readonly requests = new Map<Socket, number>();
  private isClosing = false;

  constructor(private readonly server: http.Server) {
    server.on('connection', (socket: Socket) => {
      this.requests.set(socket, 0);
      socket.once('close', () => this.requests.delete(socket));
    });
    server.on('request', ({ socket }: http.IncomingMessage, response: http.ServerResponse) => {
      this.count(socket, 1);
      response.once('close', () => this.count(socket, -1));
    });
  }

  /** Requests that have no reply yet. */
  get underWay(): number {
    return [...this.requests.values()].reduce((sum, requests) => sum + requests, 0);
  }

  /** Takes no further connection and ends each as soon as no request is under way on it, at the latest after some milliseconds. */
  async close(graceMs: number): Promise<void> {
    this.isClosing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const [socket, requests] of this.requests) {
      if (requests === 0) {
        socket.destroy();
      }
    }
    const overdue = setTimeout(() => this.abort(), graceMs);
    await closed;
    clearTimeout(overdue);
  }

  /** Ends the requests under way without a reply. */
  abort(): void {
    this.server.closeAllConnections();
  }

  private count(socket: Socket, change: number): void {
    const requests = this.requests.get(socket);
    if (requests === undefined) {
      return; // it was closed
    }
    this.requests.set(socket, requests + change);
    if (this.isClosing && requests + change === 0) {
      socket.end();
    }
  }
}
