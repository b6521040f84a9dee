import { Failure } from '../failure';
import { cidrBlocks } from './cidr';
import type { Scope } from './scope';
import { substitute } from './substitution';
import { asList, asMap, asText } from './typed-value';

/** `AWS::NoValue`: the property or list element that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope, at: string) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'Ref': (name, scope, at) => scope.ref(asText(name, at), at),
  'Fn::GetAtt': (argument, scope, at) => {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : asList(resolve(argument, scope, at), at, 2);
    return scope.attribute(asText(logicalId, at), attribute.map(part => asText(part, at)).join('.'), at);
  },
  'Fn::Join': (argument, scope, at) => {
    const [delimiter, values] = asList(argument, at, 2);
    return asList(resolve(values, scope, at), at).map(value => asText(value, at)).join(asText(delimiter, at));
  },
  'Fn::Sub': (argument, scope, at) => {
    const [template, values] = typeof argument === 'string' ? [argument, {}] : asList(argument, at, 2);
    return substitute(asText(template, at), asMap(resolve(values, scope, at), at), scope, at);
  },
  'Fn::Select': (argument, scope, at) => {
    const [index, values] = asList(resolve(argument, scope, at), at, 2);
    const list = asList(values, at);
    if (!(Number(index) in list)) throw new Failure(`${at}: Fn::Select asks for element ${String(index)} of a list of ${list.length}`);
    return list[Number(index)];
  },
  'Fn::Split': (argument, scope, at) => {
    const [delimiter, text] = asList(resolve(argument, scope, at), at, 2);
    return asText(text, at).split(asText(delimiter, at));
  },
  'Fn::If': (argument, scope, at) => {
    const [condition, whenTrue, whenFalse] = asList(argument, at, 3);
    return resolve(scope.condition(asText(condition, at), at) ? whenTrue : whenFalse, scope, at);
  },
  'Fn::FindInMap': (argument, scope, at) => {
    const [map, topKey, secondKey] = asList(resolve(argument, scope, at), at, 3);
    return scope.mapped(asText(map, at), asText(topKey, at), asText(secondKey, at), at);
  },
  'Fn::Base64': (argument, scope, at) => Buffer.from(asText(resolve(argument, scope, at), at)).toString('base64'),
  // Two zones for any region: enough for whatever selects one of them.
  'Fn::GetAZs': (argument, scope, at) => {
    const asked = resolve(argument, scope, at);
    const region = asked === '' || asked === undefined ? scope.region : asText(asked, at);
    return [`${region}a`, `${region}b`];
  },
  'Fn::Cidr': (argument, scope, at) => {
    const [block, count, hostBits = 8] = asList(resolve(argument, scope, at), at);
    return cidrBlocks(asText(block, at), Number(count), Number(hostBits), at);
  },
  'Fn::Length': (argument, scope, at) => asList(resolve(argument, scope, at), at).length,
  'Fn::ToJsonString': (argument, scope, at) => JSON.stringify(resolve(argument, scope, at)),
  'Fn::ImportValue': (argument, scope, at) => scope.imported(asText(resolve(argument, scope, at), at), at),
};

/** Replaces every function below a value of the template by what it gives. */
export function resolve(value: unknown, scope: Scope, at: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((element, index) => resolve(element, scope, `${at}[${index}]`)).filter(element => element !== NO_VALUE);
  }
  const entries = Object.entries(value);
  if (entries.length === 1 && isFunctionName(entries[0][0])) {
    const [name, argument] = entries[0];
    const intrinsic = INTRINSICS[name];
    if (intrinsic === undefined) {
      throw new Failure(`${at}: the local run cannot resolve ${name}; it knows ${Object.keys(INTRINSICS).join(', ')}: write the value itself there`);
    }
    return intrinsic(argument, scope, at);
  }
  const resolved: Record<string, unknown> = {};
  for (const [key, element] of entries) {
    const result = resolve(element, scope, `${at}.${key}`);
    if (result !== NO_VALUE) resolved[key] = result;
  }
  return resolved;
}

function isFunctionName(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}
