import { readSignature } from './signature';
import { incomplete, invalid } from './signature-error';
import type { ApiRequest } from '../api-request';

/** So far may a client's clock go ahead. */
const SKEW_MILLISECONDS = 300_000;
const MISMATCH = 'The request signature we calculated does not match the signature you provided. '
  + 'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/**
 * Takes any request that carries a well-formed Signature Version 4 of now. Whether the signature is right, and what its user may do, is not
 * checked: no secret is known here.
 * @param now milliseconds since the epoch
 */
export function checkSignature(request: ApiRequest, now: number): void {
  const { credential, signedHeaders, signature, date, seconds } = readSignature(request);
  const scope = credential.split('/');
  if (scope.length !== 5) throw incomplete(`Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`);
  const [accessKey, day, , service, terminator] = scope;
  if (service !== 'execute-api') throw invalid("Credential should be scoped to correct service: 'execute-api'.");
  if (terminator !== 'aws4_request') throw invalid(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`);
  const time = readTime(date);
  const text = basicFormat(time);
  if (day !== text.slice(0, 8)) {
    throw invalid(`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${text.slice(0, 8)}', from '${text}'.`);
  }
  if (time + seconds * 1000 < now) {
    const oldest = basicFormat(now - seconds * 1000);
    throw invalid(`Signature expired: ${text} is now earlier than ${oldest} (${basicFormat(now)} - ${seconds / 60} min.)`);
  }
  if (time - SKEW_MILLISECONDS > now) {
    throw invalid(`Signature not yet current: ${text} is still later than ${basicFormat(now + SKEW_MILLISECONDS)} (${basicFormat(now)} + 5 min.)`);
  }
  if (!signedHeaders.toLowerCase().split(';').some(name => name === 'host' || name === ':authority')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (!/^[0-9a-f]{64}$/.test(signature)) throw invalid(MISMATCH);
  request.context.identity.accessKey = accessKey;
}

function readTime(date: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const time = Date.parse(year === undefined ? date : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`);
  return time;
}

/** `20261122T101500Z` */
function basicFormat(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
