import { incomplete } from './signature-error';
import type { ApiRequest } from '../api-request';
import { GatewayError } from '../gateway-error';

/** The parts of a Signature Version 4, as they were sent. */
export interface Signature {
  /** `<access key>/<date>/<region>/<service>/aws4_request` */
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  /** When it was made: `20261122T101500Z`, or a date of HTTP. */
  readonly date: string;
  /** How long it is valid. */
  readonly seconds: number;
}

/** So far may the clocks of client and service be apart; a URL that is signed can name its own time. */
const DEFAULT_SECONDS = 300;
const MAX_SECONDS = 604_800;

/**
 * The signature of a request, out of its `Authorization` header or its query.
 * @throws GatewayError if it has none, or one that lacks a part
 */
export function readSignature({ headers, parameters: { querystring } }: ApiRequest): Signature {
  const { authorization } = headers;
  if (authorization !== undefined && authorization !== '') return fromHeader(authorization, headers);
  if (Object.keys(querystring).some(name => name.startsWith('X-Amz-'))) return fromQuery(querystring);
  throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', { reason: 'no signature' });
}

function fromHeader(authorization: string, headers: ApiRequest['headers']): Signature {
  const [algorithm, ...rest] = authorization.trim().split(/[ ,]+/);
  const parts = new Map<string, string>();
  for (const part of rest.filter(text => text !== '')) {
    const equalSign = part.indexOf('=');
    if (equalSign < 1) throw incomplete(`'${part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`);
    parts.set(part.slice(0, equalSign), part.slice(equalSign + 1));
  }
  const date = headers['x-amz-date'] ?? headers.date;
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter(name => (parts.get(name) ?? '') === '')
    .map(name => `Authorization header requires '${name}' parameter.`);
  if (date === undefined) missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (missing.length > 0) throw incomplete(`${missing.join(' ')} Authorization=${authorization}`);
  needAlgorithm(algorithm);
  return {
    credential: parts.get('Credential') ?? '', signedHeaders: parts.get('SignedHeaders') ?? '', signature: parts.get('Signature') ?? '', date, seconds: DEFAULT_SECONDS,
  };
}

function fromQuery(query: Readonly<Record<string, string>>): Signature {
  const value = (name: string) => {
    const found = Object.hasOwn(query, name) ? query[name] : '';
    if (found === '') throw incomplete(`AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`);
    return found;
  };
  needAlgorithm(value('X-Amz-Algorithm'));
  const seconds = Number(query['X-Amz-Expires'] ?? DEFAULT_SECONDS);
  if (!(seconds >= 1 && seconds <= MAX_SECONDS)) throw incomplete(`X-Amz-Expires must be a number from 1 to ${MAX_SECONDS}.`);
  return {
    credential: value('X-Amz-Credential'), signedHeaders: value('X-Amz-SignedHeaders'), signature: value('X-Amz-Signature'), date: value('X-Amz-Date'), seconds,
  };
}

function needAlgorithm(algorithm: string): void {
  if (algorithm !== 'AWS4-HMAC-SHA256') throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
}
