import * as fc from 'fast-check';
import { JsonText } from '../../../cli/api/json-text';

function minified(text: string): string {
  const json = new JsonText(text);
  return json.minified(json.root);
}

test('white space and line breaks between tokens go, those in strings stay', () => {
  expect(minified(' {\r\n\t"a b" : [ 1 , "x \\n y" ] }\n')).toBe('{"a b":[1,"x \\n y"]}');
});

test('numbers keep their text', () => {
  expect(minified('[9007199254740993, 1e400, -0.10, 123456789012345678901234567890]')).toBe('[9007199254740993,1e400,-0.10,123456789012345678901234567890]');
});

test('keys keep their order and their doubles', () => {
  expect(minified('{"b":1, "1":2, "b":3}')).toBe('{"b":1,"1":2,"b":3}');
});

test('a quote after an even number of backslashes ends the string', () => {
  expect(minified('["a\\\\" , "\\\\\\"" ]')).toBe('["a\\\\","\\\\\\""]');
});

test('brackets inside strings are text', () => {
  expect(minified('[ "]}" , {"{": "["} ]')).toBe('["]}",{"{":"["}]');
});

test('any JSON comes out as it would be written on one line', () => {
  fc.assert(fc.property(fc.json(), fc.constantFrom('', ' ', '\n', '\t'), (text, space) => {
    const value = JSON.parse(text);
    expect(minified(JSON.stringify(value, undefined, space))).toBe(JSON.stringify(value));
  }));
});

test('elements of a list are found where they stand', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), (values, indent) => {
    const json = new JsonText(JSON.stringify(values, undefined, indent));
    expect(json.elements(json.root)!.map(element => json.minified(element))).toEqual(values.map(value => JSON.stringify(value)));
  }));
});

test('members of an object are found by their key', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
    const text = JSON.stringify(object, undefined, indent);
    const json = new JsonText(text);
    const found = [...json.members(json.root)!].map(([key, value]) => [key, JSON.parse(json.minified(value))]);
    expect(found).toEqual(Object.entries(JSON.parse(text)));
  }));
});

test('of equal keys the last member counts', () => {
  const json = new JsonText('{"a":1,"a":2}');
  expect(json.minified(json.members(json.root)!.get('a')!)).toBe('2');
});

test('what is no list has no elements, what is no object no members', () => {
  const json = new JsonText('"[1]"');
  expect([json.elements(json.root), json.members(json.root)]).toEqual([undefined, undefined]);
});

test('a list of many elements is read in one pass', () => {
  const json = new JsonText(JSON.stringify(Array.from({ length: 100_000 }, (_, index) => ({ index }))));
  const started = performance.now();
  for (let index = 0; index < 100_000; index += 1) json.minified(json.elements(json.root)![index]);
  expect(performance.now() - started).toBeLessThan(2_000);
});
