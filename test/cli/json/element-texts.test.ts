import * as fc from 'fast-check';
import { elementTexts, minified } from '../../../cli/json/element-texts';

test('keeps the text of numbers that JavaScript cannot hold', () => {
  expect(elementTexts('[ {"a":9007199254740993.10} ,\n{"b":1e400}]')).toEqual(['{"a":9007199254740993.10}', '{"b":1e400}']);
});

test('brackets, commas and quotes inside strings do not cut', () => {
  expect(elementTexts('[{"a":"],[\\"}{"},["x,y"]]')).toEqual(['{"a":"],[\\"}{"}', '["x,y"]']);
});

test('an empty array has no elements', () => {
  expect(elementTexts(' [ ] ')).toEqual([]);
});

test('each text is the element on one line, for any array', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2, '\t'), (values, indent) => {
    expect(elementTexts(JSON.stringify(values, undefined, indent))).toEqual(values.map((value) => JSON.stringify(value)));
  }));
});

test('white space in strings stays, that between tokens goes, line feeds of any kind too', () => {
  expect(elementTexts('[\r\n {\r\n "a b" : [ 1 ,\t2.50 ] } ]')).toEqual(['{"a b":[1,2.50]}']);
  expect(minified(' {\n "a b" : "c  \\" d" ,\n "n": 1e400 }\n')).toBe('{"a b":"c  \\" d","n":1e400}');
});

test('any JSON is minified as it would be written on one line', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
    expect(minified(JSON.stringify(value, undefined, indent))).toBe(JSON.stringify(value));
  }));
});

test('what is no array has no elements', () => {
  expect(elementTexts('{"a":[1]}')).toEqual([]);
});
