import * as fc from 'fast-check';
import { elementTexts } from '../../../cli/json/element-texts';

test('keeps the text of numbers that JavaScript cannot hold', () => {
  expect(elementTexts('[ {"a":9007199254740993.10} ,\n{"b":1e400}]')).toEqual(['{"a":9007199254740993.10}', '{"b":1e400}']);
});

test('brackets, commas and quotes inside strings do not cut', () => {
  expect(elementTexts('[{"a":"],[\\"}{"},["x,y"]]')).toEqual(['{"a":"],[\\"}{"}', '["x,y"]']);
});

test('an empty array has no elements', () => {
  expect(elementTexts(' [ ] ')).toEqual([]);
});

test('each text is the JSON of its element, for any array', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), (values, indent) => {
    const expected = JSON.parse(JSON.stringify(values));
    expect(elementTexts(JSON.stringify(values, undefined, indent)).map((text) => JSON.parse(text))).toEqual(expected);
  }));
});
