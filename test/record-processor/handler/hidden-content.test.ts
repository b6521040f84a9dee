import * as vm from 'vm';
import * as fc from 'fast-check';
import { processEvents, processPacked } from './batch-kinds';
import { records, written } from './firehose-records';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';
import { runs } from '../../support/property-runs';

const SECRET = 'secret';

class Click {
  constructor(fields: object) {
    Object.assign(this, fields);
  }
}
class Sealed {
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  get name() { return this.#name; }
}
class Deeper extends Sealed {}
class Tagged extends Click { readonly [Symbol.toStringTag] = 'Map'; }
const otherRealm = (code: string) => vm.runInNewContext(code, { SECRET });

/** Makes a value of each type whose content JSON does not write, and says how the reason names it. */
const HIDDEN: [name: string, make: () => unknown][] = [
  ['Generator', function* () { yield { a: SECRET }; }],
  ['AsyncGenerator', async function* () { yield { a: SECRET }; }],
  ['Generator', () => otherRealm('(function* () { yield { a: SECRET }; })()')],
  ['Map', () => new Map([[SECRET, 1]])],
  ['Map', () => new (class Clicks extends Map<string, number> {})([[SECRET, 1]])],
  ['Map', () => Object.assign(new Map([[SECRET, 1]]), { a: 1 })],
  ['Map', () => otherRealm('new Map([[SECRET, 1]])')],
  ['Map', () => new Proxy(new Map([[SECRET, 1]]), {})],
  ['Set', () => new Set([SECRET])],
  ['Set', () => otherRealm('new Set([SECRET])')],
  ['WeakMap', () => Object.assign(new WeakMap(), { a: 1 })],
  ['WeakMap', () => otherRealm('new WeakMap()')],
  ['WeakSet', () => new WeakSet()],
  ['WeakRef', () => new WeakRef({ a: SECRET })],
  ['Map Iterator', () => new Map([[SECRET, 1]]).entries()],
  ['Set Iterator', () => new Set([SECRET]).values()],
  ['Array Iterator', () => [SECRET].values()],
  ['String Iterator', () => SECRET[Symbol.iterator]()],
  ['Object', () => ({ a: 1, next: () => ({ done: true }), [Symbol.iterator]() { return this; } })],
  ['Object', () => ({ a: 1, async* [Symbol.asyncIterator]() { yield SECRET; } })],
  ['Uint8Array', () => Uint8Array.of(1, 2)],
  ['Float64Array', () => Float64Array.of(1)],
  ['BigInt64Array', () => BigInt64Array.of(1n)],
  ['Uint8Array', () => otherRealm('Uint8Array.of(1)')],
  ['ArrayBuffer', () => new ArrayBuffer(4)],
  ['SharedArrayBuffer', () => new SharedArrayBuffer(4)],
  ['DataView', () => new DataView(new ArrayBuffer(4))],
  ['Error', () => new RangeError(SECRET)],
  ['Error', () => Object.assign(new Error(SECRET), { code: 'E', toString: null })],
  ['Error', () => otherRealm('new TypeError(SECRET)')],
  ['DOMException', () => new DOMException(SECRET)],
  ['RegExp', () => /secret/],
  ['Promise', () => otherRealm('Promise.resolve({ a: SECRET })')],
  ['URLSearchParams', () => new URLSearchParams({ a: SECRET })],
  ['Headers', () => new Headers({ a: SECRET })],
  ['Blob', () => new Blob([SECRET])],
  ['Intl.NumberFormat', () => new Intl.NumberFormat('en')],
  ['Symbol', () => Object(Symbol(SECRET))],
  ['Sealed', () => new Sealed(SECRET)],
  ['Deeper', () => new Deeper(SECRET)],
];
/** These, too, are no events, although JSON writes them as objects or as text. */
const NO_EVENT: typeof HIDDEN = [
  ['Uint8Array', () => Buffer.from(SECRET)],
  ['Error', () => Object.assign(new Error(SECRET), { toJSON: () => ({ message: SECRET }) })],
  ['Date', () => new Date(0)],
  ['URL', () => new URL('https://secret.example')],
  ['String', () => Object(SECRET)],
  ['String', () => SECRET],
  ['Number', () => 17],
  ['Boolean', () => true],
  ['BigInt', () => 17n],
  ['Symbol', () => Symbol(SECRET)],
  ['Function', () => () => ({ a: SECRET })],
  ['Function', () => Sealed],
];
/** What JSON writes as it is, however it was made. */
const EVENTS: [name: string, make: (fields: object) => object][] = [
  ['a plain object', (fields) => ({ ...fields })],
  ['an object without a prototype', (fields) => Object.assign(Object.create(null), fields)],
  ['an object of another realm', (fields) => Object.assign(otherRealm('({})'), fields)],
  ['a class instance', (fields) => new Click(fields)],
  ['a class instance of another realm', (fields) => Object.assign(otherRealm('new (class Click {})()'), fields)],
  ['a class instance that calls itself a Map', (fields) => new Tagged({ ...fields, a: 1 })],
  ['a class instance with getters and fields', (fields) => Object.assign(new Sealed(SECRET), { a: 1 }, fields)],
  ['an object that calls itself a Set', (fields) => ({ ...fields, [Symbol.toStringTag]: 'Set' })],
  ['a proxy', (fields) => new Proxy({ ...fields }, {})],
  ['what toJSON writes', (fields) => ({ toJSON: () => fields })],
  ['what toJSON of a Map writes', (fields) => Object.assign(new Map(), { toJSON: () => fields })],
  ['a frozen object', (fields) => Object.freeze({ ...fields })],
];

function user(transform: (event: any) => unknown): UserTransform {
  return { transform, nameOf: () => undefined };
}

describe.each<[string, (value: unknown) => unknown]>([
  ['alone', (value) => value], ['in a list', (value) => [{ a: 1 }, value]], ['from an async transform', async (value) => value],
])('a transform that returns, %s,', (place, wrap) => {
  // A promise is waited for, but not in a list.
  test.each([...HIDDEN, ...NO_EVENT].filter(([name]) => name !== 'Promise' || place === 'in a list'))('a %s fails the record, and the reason says so', async (name, make) => {
    const batch = await processEvents(records('{"a":1}', '{"a":2}'), user((event) => event.a === 1 ? wrap(make()) : event));
    expect(batch.records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
    expect(batch.failures).toMatchObject([{ code: 'NotAnEvent', count: 1, message: `the transform must return an event, a list of events or nothing: got ${name}` }]);
    expect(JSON.stringify(batch.failures)).not.toContain(SECRET);
  });
});

describe.each<[string, (value: unknown) => unknown]>([
  ['in a field', (value) => ({ a: 1, field: value })],
  ['deep in a list of fields', (value) => [{ a: 1, b: [{ c: [value] }] }]],
  ['in what toJSON writes', (value) => ({ toJSON: () => ({ a: value }) })],
  ['as what toJSON writes', (value) => ({ toJSON: () => value })],
])('a transform that returns, %s,', (_, wrap) => {
  test.each(HIDDEN)('a %s fails the record, and the reason says so', async (name, make) => {
    const { records: [answer], failures } = await processEvents(records('{"a":1}'), user(() => wrap(make())));
    expect(answer.result).toBe('ProcessingFailed');
    expect(failures).toMatchObject([{ code: 'HiddenContent', count: 1, message: expect.stringMatching(new RegExp(`: got ${name}$`)) }]);
    expect(JSON.stringify(failures)).not.toContain(SECRET);
  });
});

test.each([
  ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'], ['a URL', new URL('https://a.example'), '"https://a.example/"'],
  ['text and numbers as objects', [Object('x'), Object(1), Object(true)], '["x",1,true]'],
  ['a Buffer', Buffer.from('a'), '{"type":"Buffer","data":[97]}'],
  ['an empty class instance', new Click({}), '{}'],
])('a field may be what JSON writes: %s', async (_, value, json) => {
  const { records: [answer] } = await processEvents(records('{}'), user(() => ({ field: value })));
  expect(written(answer)).toContain(`{"field":${json},"event_id"`);
});

test('a field without a value, or with a function, is left out, as by JSON', async () => {
  const { records: [answer] } = await processEvents(records('{}'), user(() => ({ a: undefined, b: () => 1, c: Symbol('c'), d: 1 })));
  expect(written(answer)).toContain('{"d":1,"event_id"');
});

test('a field of the event that has the name "constructor" does not get into the reason', async () => {
  const iterable = (event: object) => ({ ...event, * [Symbol.iterator]() { yield 1; } });
  const { failures } = await processEvents(records('{"constructor":{"name":"secret"}}'), user(iterable));
  expect(failures).toMatchObject([{ code: 'NotAnEvent', message: expect.stringMatching(/: got Object$/) }]);
});

test.each<[string, () => unknown]>([
  ['a proxy that cannot be looked at', () => new Proxy({}, { getPrototypeOf: () => { throw new Error(SECRET); } })],
  ['a revoked proxy', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  }],
  ['a Map whose tag throws', () => Object.defineProperty(new Map(), Symbol.toStringTag, { get: () => { throw new Error(SECRET); } })],
  ['a Map whose tag is text of the event', () => Object.defineProperty(new Map(), Symbol.toStringTag, { value: `{"a":"${SECRET}"}` })],
])('%s fails its record alone', async (_, make) => {
  const batch = await processEvents(records('{"a":1}', '{"a":2}'), user((event) => event.a === 1 ? make() : event));
  expect(batch.records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
  expect(JSON.stringify(batch.failures)).not.toContain(SECRET);
});

describe('whatever a transform returns', () => {
  const fields = fc.dictionary(fc.string({ unit: 'binary' }).filter((name) => !['__proto__', 'toJSON', 'event_id', 'received_at'].includes(name)), fc.jsonValue(), { maxKeys: 4 });
  const event = fc.tuple(fc.constantFrom(...EVENTS), fields).map(([[, make], content]) => make(content));
  const hidden = fc.constantFrom(...HIDDEN).filter(([name]) => name !== 'Promise').map(([, make]) => make);
  const anywhere = fc.oneof(
    hidden.map((make) => make()),
    fc.tuple(event, hidden).map(([first, make]) => [first, make()]),
    fc.tuple(fields, hidden, fc.boolean()).map(([content, make, inList]) => ({ ...content, hidden: inList ? [make()] : make() })),
    fc.tuple(fc.constantFrom(...EVENTS), hidden).map(([[, wrap], make]) => wrap({ hidden: make() })),
  );

  test('an event is stored as JSON writes it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 3 }), async (events) => {
      const { records: [answer], failures } = await processEvents(records('{"event_id":"x"}'), user(() => events));
      expect(failures).toEqual([]);
      const stored = written(answer).trimEnd().split('\n').map((line) => JSON.parse(line, (name, value) => name === '' || !['event_id', 'received_at'].includes(name) ? value : undefined));
      expect(stored).toEqual(events.map((each) => JSON.parse(JSON.stringify(each))));
    }), runs(1000));
  });

  test.each([['each event', processEvents, '{"a":1}\n'], ['packed events', processPacked, '{"b":1}\n{"a":1}\n']])('a value that JSON cannot see fails its record: %s', async (_, process, payload) => {
    await fc.assert(fc.asyncProperty(anywhere, async (returned) => {
      const batch = await process(records(payload, '{"b":2}\n'), user((each) => each.a ? returned : each));
      expect(batch.records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
      expect(batch.failures).toMatchObject([{ count: 1, code: expect.stringMatching(/^(NotAnEvent|HiddenContent)$/), message: expect.stringMatching(/: got [A-Z][\w. ]+$/) }]);
    }), runs(1000));
  });
});
