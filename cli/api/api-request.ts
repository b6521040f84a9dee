import type { JsonBody } from './json-body';
import type { RequestFacts } from './request-facts';
import type { RequestContext } from './vtl-context';
import type { RequestParameters } from './vtl-input';

/** A request on its way through the API. */
export interface ApiRequest {
  readonly body: JsonBody;
  /** In lower case, without parameters; `application/json` if the client named none. */
  readonly contentType: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters: RequestParameters;
  readonly sent: SentParameters;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly context: RequestContext;
  readonly facts: RequestFacts;
}

/** What the client sent, in which a name may stand more than once. */
export interface SentParameters {
  /** Names and values by turns. */
  readonly rawHeaders: readonly string[];
  readonly query: string;
}

/** What the client gets. */
export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why a request is refused, for the one who runs the API; the client never sees it. May hold what the client sent, but no secret. */
  readonly reason?: string;
}

/** How long what is sent of a reply's body is; some statuses have none. */
export function sentLength({ status, body }: ApiReply): number {
  return status === 204 || status === 304 ? 0 : Buffer.byteLength(body);
}

/** The type that keys of templates and models are compared with. */
export function mediaType(contentType: string | undefined): string {
  const type = (contentType ?? '').split(';', 1)[0].trim().toLowerCase();
  return type === '' ? 'application/json' : type;
}
