import { isIPv4, isIPv6 } from 'net';
import { networkInterfaces } from 'os';
import type { NetworkInterfaceInfo } from 'os';

/** Where a run listens if nobody says otherwise: nothing but this machine reaches it. */
export const DEFAULT_HOST = '127.0.0.1';

type Network = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Whether only this machine reaches a server that listens there. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** Where other machines find a server that listens on a host: for all addresses, the first one that is not this machine's own. */
export function reachableHost(host: string, network: Network = networkInterfaces()): string {
  const others = Object.values(network).flatMap((addresses) => addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => address);
  const version4 = others.find((address) => isIPv4(address));
  switch (host) {
    case '0.0.0.0': return version4 ?? DEFAULT_HOST;
    // It listens for IPv4 too. A link-local address needs a zone, which URLs do not have.
    case '::': return version4 ?? others.find((address) => isIPv6(address) && !address.toLowerCase().startsWith('fe80:')) ?? '::1';
    default: return host;
  }
}

/** As it is in a URL. */
export function urlHost(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}
