import { randomBytes, randomUUID } from 'crypto';
import type { GatewayError } from './gateway-error';
import { RequestOverride, ResponseOverride } from './overrides';

/** What of a request the context is made of. */
export interface ContextSource {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly httpMethod: string;
  /** The path with its stage. */
  readonly path: string;
  readonly protocol: string;
  readonly domainName: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** The id that the client chose; without one, an id is made. */
  readonly requestId?: string;
  /** Of a request that came by a custom domain: the base path that its mapping has. */
  readonly basePathMatched?: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `$context.identity`: who calls, as far as the request and its authorization say. */
export interface RequestIdentity {
  readonly sourceIp: string;
  readonly userAgent: string;
  /** What the client sent as its API key, or its authorizer named as one. */
  apiKey?: string;
  apiKeyId?: string;
  /** Of a request that is signed. */
  accessKey?: string;
}

/** `$context`. What few templates ask for is made when asked. */
export class RequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly protocol: string;
  readonly domainName: string;
  readonly identity: RequestIdentity;
  readonly requestTimeEpoch = Date.now();
  readonly customDomain: { readonly basePathMatched: string } | undefined;
  /** Known once a route is found. */
  resourcePath = '';
  resourceId = '';
  /** What the authorizer of the method said of the client. */
  authorizer: Readonly<Record<string, unknown>> | undefined;
  error: ErrorContext | undefined;
  /** Known if a web ACL guards the stage. */
  wafResponseCode: 'WAF_ALLOW' | 'WAF_BLOCK' | undefined;
  webaclArn: string | undefined;
  private madeRequestId: string | undefined;
  private madeExtendedRequestId: string | undefined;
  private madeRequestOverride: RequestOverride | undefined;
  private madeResponseOverride: ResponseOverride | undefined;

  constructor(source: ContextSource) {
    this.accountId = source.accountId;
    this.apiId = source.apiId;
    this.stage = source.stage;
    this.httpMethod = source.httpMethod;
    this.path = source.path;
    this.protocol = source.protocol;
    this.domainName = source.domainName;
    this.identity = { sourceIp: source.sourceIp, userAgent: source.userAgent };
    this.customDomain = source.basePathMatched === undefined ? undefined : { basePathMatched: source.basePathMatched };
    this.madeRequestId = source.requestId;
  }

  get requestId(): string {
    this.madeRequestId ??= randomUUID();
    return this.madeRequestId;
  }

  get extendedRequestId(): string {
    this.madeExtendedRequestId ??= `${randomBytes(11).toString('base64url').slice(0, 15)}=`;
    return this.madeExtendedRequestId;
  }

  /** As access logs write it: `22/Nov/2026:13:55:36 +0000`. */
  get requestTime(): string {
    const [date, time] = new Date(this.requestTimeEpoch).toISOString().split('T');
    const [year, month, day] = date.split('-');
    return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
  }

  get domainPrefix(): string {
    return this.domainName.split('.')[0];
  }

  get requestOverride(): RequestOverride {
    this.madeRequestOverride ??= new RequestOverride();
    return this.madeRequestOverride;
  }

  get responseOverride(): ResponseOverride {
    this.madeResponseOverride ??= new ResponseOverride();
    return this.madeResponseOverride;
  }

  /** The overrides, if a template made any. */
  get overrides(): ResponseOverride | undefined {
    return this.madeResponseOverride;
  }
}

/** `$context.error`. */
export class ErrorContext {
  readonly responseType: string;
  readonly message: string;
  /** The message with its quotes, or `null`. */
  readonly messageString: string;
  readonly validationErrorString: string;

  constructor(error: GatewayError) {
    this.responseType = error.type;
    this.message = error.message;
    this.messageString = error.message === '' ? 'null' : JSON.stringify(error.message);
    this.validationErrorString = error.validationError ?? '';
  }

}
