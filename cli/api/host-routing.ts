import { hostName } from './custom-domain';
import type { CustomDomain } from './custom-domain';
import type { Replier } from './server';

/** Leads a request that names a custom domain as its host there, whatever port it came to, and every other one to what the port is for. */
export function byHost(domains: readonly CustomDomain[], own: Replier): Replier {
  if (domains.length === 0) return own;
  return {
    reply: async message => {
      const host = hostName(message);
      // A name of its own wins over a wildcard.
      const domain = domains.find(({ name }) => name === host) ?? domains.find(candidate => candidate.serves(host));
      return (domain ?? own).reply(message);
    },
  };
}
