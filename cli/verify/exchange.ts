import type { OtherCredentials } from './credentials';

/** What is asked of the API. */
export interface Question {
  readonly method: string;
  /** Below the base of the API, such as `/track`. */
  readonly path: string;
  /** undefined: the request names none. */
  readonly contentType?: string;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Send the body only when the server wants to see it. */
  readonly expectContinue?: boolean;
  /** undefined: those that were given; a preflight never has any. */
  readonly credentials?: OtherCredentials;
  /** The body is to be larger than the pipeline lets through. */
  readonly overLimit?: boolean;
}

export interface Reply {
  readonly status: number;
  /** By name in lower case; of a repeated one all values. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** undefined: the text is not JSON. */
  readonly json: any;
}

/** A question without its body, which may be large, and the reply to it. */
export interface Exchange {
  readonly question: Omit<Question, 'body'>;
  readonly reply: Reply;
}

/** The request in a few words. */
export function describe({ method, path, contentType, credentials }: Omit<Question, 'body'>): string {
  const type = contentType === undefined ? ' without a content type' : ` as ${contentType}`;
  const who = credentials === undefined ? '' : { none: ' without credentials', wrong: ' with wrong credentials' }[credentials];
  return `${method} ${path}${method === 'POST' ? type : ''}${who}`;
}

/** The reply on one line, cut. */
export function show({ status, text }: Reply): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `${status} ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`.trim();
}
