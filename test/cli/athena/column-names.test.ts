import * as fc from 'fast-check';
import { uniqueNames } from '../../../cli/athena/column-names';

test('equal names are numbered', () => {
  expect(uniqueNames(['count', 'dt', 'count', 'count'])).toEqual(['count', 'dt', 'count_1', 'count_2']);
});

test('a name that is there already is not given again', () => {
  expect(uniqueNames(['count', 'count', 'count_1'])).toEqual(['count', 'count_2', 'count_1']);
});

test('any names become different, and the first of each stays', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', 'a_1', 'a_2', 'a_1_1', 'b')), (names) => {
    const unique = uniqueNames(names);
    expect(new Set(unique).size).toBe(names.length);
    names.forEach((name, index) => expect(names.indexOf(name) === index ? unique[index] : name).toBe(name));
  }));
});
