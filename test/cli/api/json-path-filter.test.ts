import { parseFilter } from '../../../cli/api/json-path-filter';

function passes(filter: string, value: Record<string, unknown>): boolean {
  return parseFilter(filter)[0](path => value[path.slice('$.'.length)]);
}

test.each([
  ['[?(@.a == 1)]', true],
  ['[?(@.a == "1")]', false],
  ['[?(@.a >= 1)]', true],
  ['[?(@.a < 1)]', false],
  ["[?(@.s == 'it\\'s')]", true],
  ['[?(@.n == null)]', true],
  ['[?(@.none)]', false],
  ['[?(@.a == 2 || @.a == 1 && @.t == true)]', true],
])('%s is %s', (filter, expected) => {
  expect(passes(filter, { a: 1, s: "it's", n: null, t: true })).toBe(expected);
});

test('values of different types are neither smaller nor larger', () => {
  expect(passes("[?(@.a < '2')]", { a: 1 })).toBe(false);
});

test('the length of the filter is told', () => {
  expect(parseFilter('[?(@.a)].b')[1]).toBe('[?(@.a)]'.length);
});
