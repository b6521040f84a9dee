import * as http from 'http';
import type { AddressInfo } from 'net';
import { Failure } from '../failure';
import type { RunEvents } from '../services';
import { Api } from './api';
import type { ApiSurroundings } from './api';
import type { ApiReply } from './api-request';
import { clientErrorReply } from './client-error';
import { Connections } from './connections';
import type { Services } from './integration';
import { requestTarget } from './request';
import type { Clock } from './throttle';
import type { Deployment, Resource } from '../template/deployment';

/** The request line and all headers together. */
const MAX_HEADERS = 10_240;
/** How long a request in flight may take once the server closes, in milliseconds. */
export const CLOSE_GRACE = 5_000;

/** Gives a reply to each request. */
export interface Replier {
  reply(message: http.IncomingMessage): Promise<ApiReply>;
}

export interface ApiServerProps extends ApiSurroundings {
  readonly deployment: Deployment;
  /** The resource of type `AWS::ApiGateway::RestApi` that is served. */
  readonly restApi: Resource;
  /** By the name that integration URIs use, e.g. `firehose`. */
  readonly services: Services;
  readonly events: RunEvents;
  /** Milliseconds that only go forward, for throttles. */
  readonly clock?: Clock;
}

export interface ApiServer {
  /** Requests that have no reply yet. */
  readonly underWay: number;
  /** Starts to listen; gives the port, which 0 leaves to the machine. */
  listen(port: number, host?: string): Promise<number>;
  /** Ends when every request in flight has its reply; a connection without one is ended at once. */
  close(): Promise<void>;
  /** Ends the requests in flight without a reply. */
  abort(): void;
}

/** Prepares a REST API of the template, each of its stages at `/<stage>`. */
export function createApi({ deployment, restApi, services, events, clock = () => performance.now(), ...around }: ApiServerProps): Api {
  return new Api(deployment, restApi, services, events, clock, around);
}

/** Serves a REST API of the template over HTTP. */
export function createApiServer(props: ApiServerProps): ApiServer {
  return createServer(createApi(props), props.events);
}

/** Serves over HTTP what replies to requests. */
export function createServer(replier: Replier, events: RunEvents): ApiServer {
  let isClosing = false;
  const server = http.createServer({ maxHeaderSize: MAX_HEADERS, keepAlive: true, noDelay: true }, (message, response) => {
    (transferCodingReply(message) ?? replier.reply(message)).then(reply => {
      send(response, reply, isClosing);
      events.request(reply.status, requestName(message), reply.reason);
      // What is left of a body that was too large is read and thrown away.
      message.resume();
    }).catch((error: Error) => {
      if (error.name !== 'ClientGone') events.warn(`the API could not send a reply: ${error.message}`);
      response.destroy();
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    const { status, text, reason } = clientErrorReply(error);
    socket.end(text);
    // Its method and path are not known. A client that went away in the middle of its body has asked for nothing.
    if (error.code !== 'HPE_INVALID_EOF_STATE') events.request(status, 'a request that could not be read', reason);
  });
  const connections = new Connections(server);
  return {
    listen: (port, host = '127.0.0.1') => listen(server, port, host),
    get underWay() {
      return connections.underWay;
    },
    close: async () => {
      isClosing = true;
      await connections.close(CLOSE_GRACE);
    },
    abort: () => connections.abort(),
  };
}

/**
 * What a server that does not know a transfer coding says. Node.js takes off no other than `chunked`, and would hand the rest on as the body.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.1
 */
function transferCodingReply({ headers: { 'transfer-encoding': coding = 'chunked' } }: http.IncomingMessage): Promise<ApiReply> | undefined {
  if (coding.trim().toLowerCase() === 'chunked') return undefined;
  const headers = { 'Content-Type': 'application/json', 'Connection': 'close' };
  return Promise.resolve({ status: 501, headers, body: '{"message":"Not Implemented"}', reason: `transfer-encoding ${coding}` });
}

/** Without the query, which may hold what belongs to a user. */
function requestName(message: http.IncomingMessage): string {
  return `${message.method} ${requestTarget(message).split('?', 1)[0]}`;
}

function send(response: http.ServerResponse, { status, headers, body }: ApiReply, isLast: boolean): void {
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, {
    ...headers,
    ...hasBody ? { 'Content-Length': Buffer.byteLength(body) } : {},
    ...isLast ? { Connection: 'close' } : {},
  });
  response.end(hasBody ? body : undefined);
}

async function listen(server: http.Server, port: number, host: string): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Failure(`port ${port} is not one: choose 0 to 65535 with --port (0 takes any free one)`);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, port, host)));
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function listenFailure(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE': return new Failure(`port ${port} is taken by another program: stop it, or choose another port with --port (0 takes any free one)`);
    case 'EACCES': return new Failure(`port ${port} needs rights that this user does not have: choose one above 1023 with --port`);
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': return new Failure(`--host: got ${host}, which is no address of this machine (${error.code}); 127.0.0.1 is for this machine alone, 0.0.0.0 for all of its addresses`);
    default: return error;
  }
}
