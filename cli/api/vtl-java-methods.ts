/** A method of a Java type, on the JavaScript value that stands for it. */
type Method = (self: any, ...args: any[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

const OBJECT: Methods = {
  equals: (self: unknown, other: unknown) => self === other || (typeof self === 'object' && JSON.stringify(self) === JSON.stringify(other)),
  toString: (self: unknown) => (typeof self === 'object' ? JSON.stringify(self) : String(self)),
};

const STRING: Methods = {
  ...OBJECT,
  charAt: (self: string, index: number) => self.charAt(index),
  compareTo: (self: string, other: string) => (self === other ? 0 : self < other ? -1 : 1),
  concat: (self: string, other: string) => self + other,
  contains: (self: string, part: string) => self.includes(part),
  endsWith: (self: string, part: string) => self.endsWith(part),
  equalsIgnoreCase: (self: string, other: string) => self.toLowerCase() === String(other).toLowerCase(),
  indexOf: (self: string, part: string, from?: number) => self.indexOf(part, from),
  isEmpty: (self: string) => self === '',
  lastIndexOf: (self: string, part: string) => self.lastIndexOf(part),
  length: (self: string) => self.length,
  matches: (self: string, pattern: string) => new RegExp(`^(?:${pattern})$`, 's').test(self),
  replace: (self: string, part: string, by: string) => self.split(part).join(by),
  replaceAll: (self: string, pattern: string, by: string) => self.replace(javaPattern(pattern, 'g'), javaReplacement(by)),
  replaceFirst: (self: string, pattern: string, by: string) => self.replace(javaPattern(pattern, ''), javaReplacement(by)),
  split: (self: string, pattern: string, limit?: number) => splitText(self, pattern, limit),
  startsWith: (self: string, part: string) => self.startsWith(part),
  substring: (self: string, from: number, to?: number) => self.substring(from, to),
  toLowerCase: (self: string) => self.toLowerCase(),
  toUpperCase: (self: string) => self.toUpperCase(),
  trim: (self: string) => self.trim(),
};

const LIST: Methods = {
  ...OBJECT,
  add: (self: unknown[], element: unknown) => self.push(element) > 0,
  addAll: (self: unknown[], elements: unknown[]) => self.push(...elements) > 0,
  contains: (self: unknown[], element: unknown) => self.includes(element),
  get: (self: unknown[], index: number) => self[index],
  indexOf: (self: unknown[], element: unknown) => self.indexOf(element),
  isEmpty: (self: unknown[]) => self.length === 0,
  remove: (self: unknown[], index: number) => self.splice(index, 1)[0],
  set: (self: unknown[], index: number, element: unknown) => self.splice(index, 1, element)[0],
  size: (self: unknown[]) => self.length,
  subList: (self: unknown[], from: number, to: number) => self.slice(from, to),
};

type JavaMap = Record<string, unknown>;

const MAP: Methods = {
  ...OBJECT,
  containsKey: (self: JavaMap, key: string) => Object.hasOwn(self, key),
  containsValue: (self: JavaMap, value: unknown) => Object.values(self).includes(value),
  entrySet: (self: JavaMap) => Object.entries(self).map(([key, value]) => ({ key, value })),
  get: (self: JavaMap, key: string) => property(self, key),
  getOrDefault: (self: JavaMap, key: string, other: unknown) => (Object.hasOwn(self, key) ? self[key] : other),
  isEmpty: (self: JavaMap) => Object.keys(self).length === 0,
  keySet: (self: JavaMap) => Object.keys(self),
  put: (self: JavaMap, key: string, value: unknown) => {
    const before = property(self, key);
    setProperty(self, key, value);
    return before;
  },
  putAll: (self: JavaMap, other: JavaMap) => Object.entries(other).forEach(([key, value]) => setProperty(self, key, value)),
  remove: (self: JavaMap, key: string) => {
    const before = property(self, key);
    delete self[key];
    return before;
  },
  size: (self: JavaMap) => Object.keys(self).length,
  values: (self: JavaMap) => Object.values(self),
};

const NUMBER: Methods = {
  ...OBJECT,
  compareTo: (self: number, other: number) => Math.sign(self - other),
  doubleValue: (self: number) => self,
  intValue: (self: number) => Math.trunc(self),
  longValue: (self: number) => Math.trunc(self),
};

const BOOLEAN: Methods = OBJECT;

/** Calls a method as Java would; a method that its type does not have gives undefined, which Velocity prints as the reference itself. */
export function callMethod(base: unknown, name: string, args: readonly any[]): unknown {
  const methods = methodsOf(base);
  if (methods !== undefined) return Object.hasOwn(methods, name) ? methods[name](base, ...args) : undefined;
  // One of the service's own objects: $input, $util.
  const method = (base as any)[name];
  return typeof method === 'function' && name !== 'constructor' ? method.apply(base, args) : undefined;
}

/** Reads `$base.key` or `$base[key]`. */
export function property(base: unknown, key: any): unknown {
  // From the end if it is negative. Names, such as `length`, are no properties of a list or an array of Java.
  if (Array.isArray(base)) return typeof key === 'number' ? base.at(key) : undefined;
  if (typeof base !== 'object' || base === null) return undefined;
  if (isMap(base)) return Object.hasOwn(base, key) ? base[key as never] : undefined;
  const value = (base as any)[key];
  return typeof value === 'function' ? undefined : value;
}

/** Whether an object stands for a map of the template, whose keys are data. */
export function isMap(base: object): boolean {
  const prototype = Object.getPrototypeOf(base);
  return prototype === Object.prototype || prototype === null;
}

function methodsOf(base: unknown): Methods | undefined {
  switch (typeof base) {
    case 'string': return STRING;
    case 'number': case 'bigint': return NUMBER;
    case 'boolean': return BOOLEAN;
    case 'object': return Array.isArray(base) ? LIST : isMap(base!) ? MAP : undefined;
    default: return {};
  }
}

function setProperty(map: JavaMap, key: string, value: unknown): void {
  // A key of that name must not reach the prototype.
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Java's patterns, as far as JavaScript has them: the same syntax but for a leading group of flags. */
function javaPattern(pattern: string, flags: string): RegExp {
  const [, own, rest] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? [undefined, '', pattern];
  return new RegExp(rest, flags + own);
}

/** Java: `$1` is a group and a backslash takes the next character as it is. */
function javaReplacement(by: string): (...match: any[]) => string {
  return (...match) => by.replace(/\\(.)|\$(\d)/gs, (_, literal, group) => (literal as string | undefined) ?? match[Number(group)] ?? '');
}

/**
 * Groups of the pattern are not part of what Java gives. Without a limit, or with 0, it drops empty texts at the end, so that nothing may be
 * left; a text in which the pattern is not found stays whole.
 */
function splitText(text: string, pattern: string, limit = 0): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(javaPattern(pattern, 'g'))) {
    if (limit > 0 && parts.length === limit - 1) break;
    // An empty match makes no empty part in front.
    if (found === '' && index === 0) continue;
    parts.push(text.slice(start, index));
    start = index + found.length;
  }
  parts.push(text.slice(start));
  if (limit !== 0 || parts.length === 1) return parts;
  let end = parts.length;
  while (end > 0 && parts[end - 1] === '') end -= 1;
  return parts.slice(0, end);
}
