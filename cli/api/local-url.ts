import type { Resource } from '../template/deployment';

/**
 * Rewrites the invoke URL of an API inside a text, e.g. an output, to where the local run serves it; of a private API also the URL that
 * names an endpoint of a VPC.
 */
export function localUrl(text: string, restApi: Resource, port: number): string {
  return text.replace(new RegExp(`https://${restApi.ref}(?:-vpce-[a-z0-9-]+)?\\.execute-api\\.[a-z0-9.-]+`, 'g'), localAddress(port));
}

/** Rewrites the URL of a custom domain to where the local run serves it; `*.example.com` stands for every name that one label makes of it. */
export function localDomainUrl(text: string, domainName: string, port: number): string {
  const name = domainName.replace(/[.]/g, '\\.').replace(/^\*/, '[a-z0-9-]+');
  return text.replace(new RegExp(`https://${name}(?::443)?(?![a-z0-9.:-])`, 'gi'), localAddress(port));
}

/** What a server of the run is reached by. */
export function localAddress(port: number): string {
  return `http://127.0.0.1:${port}`;
}
