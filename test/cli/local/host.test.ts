import type { NetworkInterfaceInfo } from 'os';
import { isLoopback, reachableHost, urlHost } from '../../../cli/local/host';

const address = (text: string, internal = false) => ({ address: text, family: text.includes(':') ? 'IPv6' : 'IPv4', internal }) as NetworkInterfaceInfo;
const NETWORK = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  wlan0: [address('fe80::1'), address('2001:db8::7'), address('192.168.1.5')],
  docker0: [address('172.17.0.1')],
};
const ALONE = { lo: NETWORK.lo };

test.each([
  ['127.0.0.1', NETWORK, '127.0.0.1'],
  ['192.168.1.5', NETWORK, '192.168.1.5'],
  ['localhost', NETWORK, 'localhost'],
  ['::1', NETWORK, '::1'],
  ['0.0.0.0', NETWORK, '192.168.1.5'],
  ['0.0.0.0', ALONE, '127.0.0.1'],
  ['::', NETWORK, '192.168.1.5'],
  ['::', { wlan0: [address('fe80::1'), address('2001:db8::7')] }, '2001:db8::7'],
  ['::', ALONE, '::1'],
  ['0.0.0.0', { none: undefined }, '127.0.0.1'],
])('a server that listens on %s is reached', (host, network, expected) => {
  expect(reachableHost(host, network)).toBe(expected);
});

test.each([['::1', '[::1]'], ['127.0.0.1', '127.0.0.1'], ['my-host', 'my-host']])('%s in a URL', (host, expected) => {
  expect(urlHost(host)).toBe(expected);
  expect(new URL(`http://${urlHost(host)}:3000/dev`).hostname).toBe(expected);
});

test.each([['127.0.0.1', true], ['127.1.2.3', true], ['::1', true], ['localhost', true], ['LOCALHOST', true], ['0.0.0.0', false], ['::', false], ['192.168.1.5', false], ['127.example.com', false]])(
  '%s is of this machine alone: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
