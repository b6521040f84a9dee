import type { IncomingMessage } from 'http';
import type { Api } from './api';
import type { ApiReply } from './api-request';
import { findMapping, readMappings } from './base-path-mapping';
import type { BasePathMapping } from './base-path-mapping';
import { forbidden } from './forbidden';
import { discardBody, requestTarget } from './request';
import type { Deployment, Resource } from '../template/deployment';

const DOMAIN_TYPES = ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'];

/** A custom domain: leads each request to a stage of an API by its base path. */
export class CustomDomain {
  constructor(readonly name: string, private readonly mappings: readonly BasePathMapping[], private readonly apis: ReadonlyMap<string, Api>) {}

  /** @param host a name without a port; `*.example.com` serves what one label makes of it */
  serves(host: string): boolean {
    return this.name.startsWith('*.') ? host.slice(host.indexOf('.') + 1) === this.name.slice(2) && host.includes('.') : host === this.name;
  }

  async reply(message: IncomingMessage): Promise<ApiReply> {
    const found = findMapping(this.mappings, requestTarget(message).split('?', 1)[0]);
    const api = found === undefined ? undefined : this.apis.get(found.mapping.restApiId);
    if (found === undefined || api === undefined) {
      // The body is read before anything is said: the connection stays usable.
      await discardBody(message);
      return forbidden('no base path of the domain leads there');
    }
    const host = hostName(message);
    return api.replyAt(message, {
      stageName: found.stageName,
      path: found.path,
      // Who has no name server for the domain comes by the address of this machine.
      domainName: this.serves(host) ? host : this.name,
      basePathMatched: found.mapping.basePath === '' ? '(none)' : found.mapping.basePath,
    });
  }
}

/** The custom domains of the template, in front of the APIs by their ids. */
export function readDomains(deployment: Deployment, apis: ReadonlyMap<string, Api>): readonly CustomDomain[] {
  return domainResources(deployment).map(({ ref }) => new CustomDomain(ref.toLowerCase(), readMappings(deployment, ref), apis));
}

/** Those that could be resolved: the others are named as such, and the APIs run without them. */
export function domainResources(deployment: Deployment): readonly Resource[] {
  return deployment.all().filter(({ type }) => DOMAIN_TYPES.includes(type));
}

/** The name that a client calls the server by, without its port. */
export function hostName({ headers: { host = '' } }: IncomingMessage): string {
  return host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}
