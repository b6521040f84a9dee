import type { OtherCredentials } from './credentials';
import type { HttpReply, HttpRequest } from '../http-client';

/** What is asked of the API. */
export interface Question extends HttpRequest {
  /** Below the base of the API, such as `/track`. */
  readonly path: string;
  /** undefined: those that were given; a preflight never has any. */
  readonly credentials?: OtherCredentials;
  /** The body is to be larger than the pipeline lets through. */
  readonly overLimit?: boolean;
}

export type Reply = HttpReply;

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
