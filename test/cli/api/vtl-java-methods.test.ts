import javaSplit from './fixtures/java-split.json';
import { callMethod, property } from '../../../cli/api/vtl-java-methods';

test.each<[unknown, string, unknown[], unknown]>([
  ['a.b', 'replaceAll', ['\\.', '-'], 'a-b'],
  ['a.b.c', 'replace', ['.', '$1'], 'a$1b$1c'],
  ['ab12', 'replaceAll', ['([a-z]+)(\\d+)', '$2$1'], '12ab'],
  ['aXbx', 'replaceAll', ['(?i)x', '-'], 'a-b-'],
  ["it\\'s", 'replaceAll', ["\\\\'", "'"], "it's"],
  ['a', 'replaceAll', ['a', '\\$1'], '$1'],
  ['aab', 'replaceFirst', ['a', 'c'], 'cab'],
  ['abc', 'length', [], 3],
  ['', 'isEmpty', [], true],
  ['abc', 'equals', ['abc'], true],
  ['abc', 'equalsIgnoreCase', ['ABC'], true],
  ['abc', 'contains', ['b'], true],
  ['abc', 'matches', ['b'], false],
  ['abc', 'matches', ['a|abc'], true],
  ['a,b,,', 'split', [','], ['a', 'b']],
  ['a,b,c', 'split', [',', 2], ['a', 'b,c']],
  ['abc', 'substring', [1], 'bc'],
  ['abc', 'substring', [0, 2], 'ab'],
  ['abc', 'charAt', [1], 'b'],
  ['abc', 'indexOf', ['c'], 2],
  [' a ', 'trim', [], 'a'],
  ['abc', 'concat', ['d'], 'abcd'],
  ['abc', 'toUpperCase', [], 'ABC'],
  ['b', 'compareTo', ['a'], 1],
  [[1, 2], 'size', [], 2],
  [[1, 2], 'get', [1], 2],
  [[1, 2], 'contains', [2], true],
  [[], 'isEmpty', [], true],
  [[1, 2, 3], 'subList', [0, 2], [1, 2]],
  [{ a: 1 }, 'get', ['a'], 1],
  [{ a: 1 }, 'get', ['constructor'], undefined],
  [{ a: 1, b: 2 }, 'keySet', [], ['a', 'b']],
  [{ a: 1, b: 2 }, 'values', [], [1, 2]],
  [{ a: 1 }, 'entrySet', [], [{ key: 'a', value: 1 }]],
  [{ a: 1 }, 'containsKey', ['a'], true],
  [{ a: 1 }, 'containsKey', ['toString'], false],
  [{ a: 1 }, 'getOrDefault', ['b', 7], 7],
  [{ size: 'mine' }, 'size', [], 1],
  [7.9, 'intValue', [], 7],
  [true, 'toString', [], 'true'],
])('%j.%s(%j) gives %j', (base, name, args, expected) => {
  expect(callMethod(base, name, args)).toEqual(expected);
});

/** What OpenJDK 17 gives for each. */
test.each(javaSplit as [string, string, number, string[]][])('%j.split(%j, %j) gives %j', (text, pattern, limit, expected) => {
  expect(callMethod(text, 'split', [pattern, limit])).toEqual(expected);
  if (limit === 0) expect(callMethod(text, 'split', [pattern])).toEqual(expected);
});

test.each([['text', 'constructor'], [[], 'push'], [{}, 'hasOwnProperty'], [1, 'toFixed']])('%j has no method %s', (base, name) => {
  expect(callMethod(base, name, [])).toBeUndefined();
});

test('put gives what was there before', () => {
  const map = { a: 1 };
  expect([callMethod(map, 'put', ['a', 2]), map.a]).toEqual([1, 2]);
});

test('add puts an element at the end', () => {
  const list = [1];
  expect([callMethod(list, 'add', [2]), list]).toEqual([true, [1, 2]]);
});

test('only what a map holds itself is its property', () => {
  expect([property({ a: 1 }, 'a'), property({}, 'toString'), property([5], 0), property('text', 'length')]).toEqual([1, undefined, 5, undefined]);
});

test('an element of a list is found from either end, and a list has no property of a name', () => {
  const list = ['a', 'b'];
  expect([property(list, 1), property(list, -1), property(list, 2), property(list, 'length'), property(list, 'map')]).toEqual(['b', 'b', undefined, undefined, undefined]);
});
