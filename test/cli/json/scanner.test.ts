import * as fc from 'fast-check';
import { elementsOf, membersOf, minifiedValue, rootValue } from '../../../cli/json/scanner';

test('white space around a value is no part of it', () => {
  expect(rootValue(' \r\n\t[1, 2] \n')).toEqual({ start: 4, end: 10, spaced: true });
  expect(rootValue(' 1e400 ')).toEqual({ start: 1, end: 6, spaced: false });
});

test('a scalar has neither elements nor members', () => {
  const text = '"[{}]"';
  expect([elementsOf(text, rootValue(text)), membersOf(text, rootValue(text))]).toEqual([undefined, undefined]);
});

test('any value is found whole, whatever stands around it', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(undefined, 2), (first, second, indent) => {
    const text = JSON.stringify([first, second], undefined, indent);
    const found = elementsOf(text, rootValue(text))!.map((value) => minifiedValue(text, value));
    expect(found).toEqual([JSON.stringify(first), JSON.stringify(second)]);
  }));
});
