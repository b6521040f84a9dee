/** A template, and what it sees of a request. */
export interface TemplateCall {
  readonly template: string;
  /** What `$input` reads: the body of the request, or of Firehose's answer. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly context?: CallContext;
}

/** The part of `$context` that differs between calls. */
export interface CallContext {
  readonly requestId?: string;
  readonly extendedRequestId?: string;
  /** In a gateway response. */
  readonly error?: { readonly messageString: string };
  readonly identity?: {
    readonly sourceIp?: string; readonly userAgent?: string; readonly apiKeyId?: string; readonly userArn?: string;
  };
  /** What an authorizer answered, or the claims of a token. */
  readonly authorizer?: { readonly principalId?: string; readonly claims?: Readonly<Record<string, string>> };
}

/** What became of it. */
export interface Rendered {
  /** Not set if the template failed: API Gateway answers 500 then. */
  readonly output?: string;
  /** `$context.responseOverride.status`, if it was set. */
  readonly status?: number;
  /** `$context.responseOverride.header`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly error?: string;
}

/** What renders templates. */
export interface Engine {
  readonly name: string;
  render(call: TemplateCall): Promise<Rendered>;
}
