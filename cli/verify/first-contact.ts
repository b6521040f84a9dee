import { Failure } from '../failure';
import { contractOf } from './batch-contract';
import { show } from './exchange';
import type { Reply } from './exchange';
import { NoReply } from '../http-client';
import type { Session } from './session';

/** Asks both routes something that puts nothing, before the suite begins, and learns what batches may be. @throws Failure if nobody answers, or not a pipeline */
export async function firstContact(session: Session): Promise<void> {
  const replies: Reply[] = [];
  for (const path of ['/track', '/batch']) {
    const url = session.options.url.at(path);
    try {
      const { reply } = await session.ask({ method: 'POST', path, contentType: 'application/json', body: 'no event' });
      replies.push(reply);
    } catch (error) {
      if (error instanceof NoReply) {
        throw new Failure(`--url: ${url} cannot be reached (${error.code}${error.code === 'EPROTO' ? ', so it may be http, not https' : ''}); give the TrackURL of a running pipeline`);
      }
      throw error;
    }
  }
  const [first, batch] = replies;
  const problem = problemWith(replies, session.credentials.areGiven);
  if (problem !== undefined) {
    throw new Failure(`--url: ${session.options.url.at('/track')} answers ${show(first)}: ${problem}`);
  }
  session.contract = contractOf(batch);
}

/** Single wrong replies are for the points to name; this is about replies of something else. */
function problemWith(replies: readonly Reply[], areCredentialsGiven: boolean): string | undefined {
  const all = (fits: (reply: Reply) => boolean) => replies.every(fits);
  if (all(({ status }) => status === 401 || status === 403)) {
    return areCredentialsGiven
      ? 'it refuses the credentials that --header or --aws-sigv4 gives, or the URL lacks its stage; give the whole TrackURL, and credentials that it knows; or a web ACL blocks this address for some minutes'
      : 'it asks for credentials, which --header \'x-api-key: …\' or --aws-sigv4 <region> sends, or the URL lacks its stage; give the whole TrackURL; or a web ACL blocks this address for some minutes';
  }
  if (all(({ status }) => status >= 300 && status < 400)) {
    return `it is somewhere else; give that URL (${replies[0].headers.location ?? 'no location'})`;
  }
  if (all(({ status }) => status === 404 || status === 405)) {
    return 'it has no such route; give the whole TrackURL of a pipeline, with its stage';
  }
  if (all(({ json, headers }) => json === undefined && !/^application\/json\b/i.test(headers['content-type'] ?? ''))) {
    return 'that is no JSON, so it is no pipeline; give the TrackURL that the stack or the local run prints';
  }
  return undefined;
}
