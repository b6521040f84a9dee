import { jsonPath } from '../../../cli/api/json-path';
import { JsonText } from '../../../cli/api/json-text';

const STORE = new JsonText(JSON.stringify({
  'book': [
    { title: 'A', price: 8, tags: ['x'] },
    { title: 'B', price: 12, isbn: '1' },
    { title: "C's", price: 23, isbn: '2', author: { name: 'N' } },
  ],
  'a key': { 'x.y': true },
}));

function found(path: string): unknown[] {
  return jsonPath(path).find(STORE).map(value => JSON.parse(STORE.minified(value)));
}

test.each<[string, unknown[]]>([
  ['$.book[0].title', ['A']],
  ["$['book'][1]['title']", ['B']],
  ['$.book[-1].title', ["C's"]],
  ["$['a key']['x.y']", [true]],
  ['book[0].price', [8]],
  ['$.book[7]', []],
  ['$.nothing.there', []],
  ['$.book[*].title', ['A', 'B', "C's"]],
  ['$.book[0].*', ['A', 8, ['x']]],
  ['$..title', ['A', 'B', "C's"]],
  ['$..name', ['N']],
  ["$..['isbn']", ['1', '2']],
  ['$.book[0,2].price', [8, 23]],
  ['$.book[0:2].price', [8, 12]],
  ['$.book[-1:].price', [23]],
  ["$.book[0]['title','price']", ['A', 8]],
  ['$.book[?(@.price > 10)].title', ['B', "C's"]],
  ['$.book[?(@.isbn)].title', ['B', "C's"]],
  ["$.book[?(@.title == 'A')].price", [8]],
  ['$.book[?(@.price < 10 || @.author.name == "N")].price', [8, 23]],
  ['$.book[?(@.isbn && @.price != 12)].price', [23]],
  ['$.book[?(!@.isbn)].price', [8]],
])('%s finds %j', (path, expected) => {
  expect(found(path)).toEqual(expected);
});

test('the root is a value like any other', () => {
  expect(found('$')).toEqual([JSON.parse(STORE.text)]);
});

test.each([['$.a[0]', ['a', 0]], ["$['a'].b", ['a', 'b']], ['$', []]])('%s can only name one value', (path, keys) => {
  expect(jsonPath(path).definite).toEqual(keys);
});

test.each(['$..a', '$.a[*]', '$[0,1]', '$[1:]', '$[?(@.a)]', "$['a','b']"])('%s can name several', path => {
  expect(jsonPath(path).definite).toBeUndefined();
});

test.each(['$.a[', '$.a[?(@.b ~ 1)]', '$[?(@.a]', '$.a]'])('%s is refused by its own text', path => {
  expect(() => jsonPath(path)).toThrow(/the local run does not understand the JSONPath/);
});
