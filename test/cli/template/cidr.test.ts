import { isIPv6 } from 'net';
import * as fc from 'fast-check';
import { Failure } from '../../../cli/failure';
import { cidrBlocks } from '../../../cli/template/cidr';

test.each([
  ['192.168.0.0/24', 6, 5, ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27', '192.168.0.96/27', '192.168.0.128/27', '192.168.0.160/27']],
  ['10.1.2.3/16', 2, 8, ['10.1.0.0/24', '10.1.1.0/24']],
  ['0.0.0.0/0', 1, 32, ['0.0.0.0/0']],
  ['255.255.255.254/31', 2, 0, ['255.255.255.254/32', '255.255.255.255/32']],
  ['2001:db8:0:100::/56', 3, 64, ['2001:db8:0:100::/64', '2001:db8:0:101::/64', '2001:db8:0:102::/64']],
  ['::/0', 2, 127, ['::/1', '8000::/1']],
  ['1:0:0:2::/64', 1, 64, ['1:0:0:2::/64']],
  ['::1/128', 1, 0, ['::1/128']],
])('%s in %i with %i bits each', (block, count, bits, expected) => {
  expect(cidrBlocks(block, count, bits, 'at')).toEqual(expected);
});

test.each(['', '10.0.0.0', '10.0.0/8', '10.0.0.256/8', '10.0.0.0/33', 'fd00::/129', 'fd00::1::/64', '1:2:3:4:5:6:7/64', 'Vpc-Ipv6CidrBlock'])('%p is no block', block => {
  expect(() => cidrBlocks(block, 1, 8, 'S/Vpc')).toThrow(new Failure(`S/Vpc: Fn::Cidr needs a block such as 10.0.0.0/16 or fd00::/56, got ${block}`));
});

test.each([[257, 1], [0, 8], [2, 16], [1, 17], [1.5, 1], [NaN, 1], [1, -1]])('%d blocks with %d bits each do not fit', (count, bits) => {
  expect(() => cidrBlocks('10.0.0.0/16', count, bits, 'S/Vpc')).toThrow('S/Vpc: Fn::Cidr asks for');
});

test('any IPv6 address comes out as the address that it is', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), groups => {
    const [written] = cidrBlocks(`${groups.map(value => value.toString(16)).join(':')}/128`, 1, 0, 'at');
    const address = written.replace('/128', '');
    expect(isIPv6(address)).toBe(true);
    expect(new URL(`http://[${address}]`).hostname).toBe(new URL(`http://[${groups.map(value => value.toString(16)).join(':')}]`).hostname);
  }));
});
