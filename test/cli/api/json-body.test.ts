import { JsonBody } from '../../../cli/api/json-body';

test('an empty body counts as an empty object', () => {
  expect(new JsonBody('').json('$')).toBe('{}');
});

test('json gives the text of a path on one line', () => {
  expect(new JsonBody('{"a": [ {"id": 9007199254740993} ]}').json('$.a[0]')).toBe('{"id":9007199254740993}');
});

test('json of several values is a list', () => {
  expect(new JsonBody('[{"id":1.0},{"id":2e5}]').json('$[*].id')).toBe('[1.0,2e5]');
});

test('what is not there is an empty text, in both ways', () => {
  const body = new JsonBody('{"a":1}');
  expect([body.json('$.b'), body.path('$.b')]).toEqual(['""', '']);
});

test('path gives values', () => {
  expect(new JsonBody('{"a":{"b":[1,"x",null]}}').path('$.a.b')).toEqual([1, 'x', null]);
});

test('path of several values is a list', () => {
  expect(new JsonBody('[{"id":1},{"id":2},{}]').path('$[*].id')).toEqual([1, 2]);
});

test('a whole number that a double cannot hold keeps its digits', () => {
  expect(String(new JsonBody('{"id":9007199254740993}').path('$.id'))).toBe('9007199254740993');
});

test('inherited properties are not there', () => {
  expect(new JsonBody('{}').path('$.constructor')).toBe('');
});

test.each(['{"a":', 'hello', '{a:1}', '[1,]', '\uFEFF{}'])('%s is no JSON', text => {
  expect(() => new JsonBody(text).json('$')).toThrow(SyntaxError);
  expect(() => new JsonBody(text).path('$.a')).toThrow(SyntaxError);
});
