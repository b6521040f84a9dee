import { Failure } from '../failure';

/** A block of addresses: its first one, how many bits are given, and how many there are. */
interface Block {
  readonly first: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

/**
 * `Fn::Cidr`: the first blocks of a block, one after another.
 * @param hostBits the bits that are left for hosts in each, so that a `/24` of IPv4 has 8
 */
export function cidrBlocks(block: string, count: number, hostBits: number, at: string): string[] {
  const { first, prefix, bits } = readBlock(block, at);
  const isPossible = Number.isInteger(count) && count >= 1 && count <= 256 && Number.isInteger(hostBits) && hostBits >= 0
    && hostBits <= bits - prefix && BigInt(count) <= powerOfTwo(bits - prefix - hostBits);
  if (!isPossible) throw new Failure(`${at}: Fn::Cidr asks for ${count} blocks with ${hostBits} bits each, which ${block} does not hold; allowed are 1 to 256`);
  return Array.from({ length: count }, (_, index) => {
    const address = first + BigInt(index) * powerOfTwo(hostBits);
    return `${bits === 32 ? ipv4Text(address) : ipv6Text(address)}/${bits - hostBits}`;
  });
}

function powerOfTwo(exponent: number): bigint {
  return 2n ** BigInt(exponent);
}

function readBlock(text: string, at: string): Block {
  const [, address, prefixText] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  const bits = address?.includes(':') ? 128 : 32;
  const value = address === undefined ? undefined : bits === 32 ? ipv4Value(address) : ipv6Value(address);
  const prefix = Number(prefixText);
  if (value === undefined || !(prefix <= bits)) throw new Failure(`${at}: Fn::Cidr needs a block such as 10.0.0.0/16 or fd00::/56, got ${text}`);
  return { first: value - value % powerOfTwo(bits - prefix), prefix, bits };
}

function ipv4Value(text: string): bigint | undefined {
  const parts = text.split('.');
  const isAddress = parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return isAddress ? parts.reduce((value, part) => value * 256n + BigInt(part), 0n) : undefined;
}

function ipv6Value(text: string): bigint | undefined {
  const [left, right, ...more] = text.split('::').map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - (right?.length ?? 0);
  if (more.length > 0 || (right === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right ?? []];
  return groups.every(group => /^[0-9a-f]{1,4}$/i.test(group)) ? groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n) : undefined;
}

function ipv4Text(value: bigint): string {
  return [24, 16, 8, 0].map(bit => value / powerOfTwo(bit) % 256n).join('.');
}

/** As RFC 5952 writes it: the longest run of zero groups as `::`. */
function ipv6Text(value: bigint): string {
  const text = Array.from({ length: 8 }, (_, index) => (value / powerOfTwo(112 - 16 * index) % 65_536n).toString(16)).join(':');
  const [longest] = [...text.matchAll(/\b0(?::0)+\b/g)].sort(([a], [b]) => b.length - a.length);
  if (longest === undefined) return text;
  return `${text.slice(0, longest.index).replace(/:$/, '')}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`;
}
