import type { Resource } from '../template/deployment';

/**
 * Rewrites the invoke URL of an API inside a text, e.g. an output, to where the local run serves it; of a private API also the URL that
 * names an endpoint of a VPC.
 */
export function localUrl(text: string, restApi: Resource, address: string): string {
  return text.replace(new RegExp(`https://${restApi.ref}(?:-vpce-[a-z0-9-]+)?\\.execute-api\\.[a-z0-9.-]+`, 'g'), () => address);
}

/** Rewrites the URL of a custom domain to where the local run serves it; `*.example.com` stands for every name that one label makes of it. */
export function localDomainUrl(text: string, domainName: string, address: string): string {
  const name = domainName.replace(/[.]/g, '\\.').replace(/^\*/, '[a-z0-9-]+');
  return text.replace(new RegExp(`https://${name}(?::443)?(?![a-z0-9.:-])`, 'gi'), () => address);
}
