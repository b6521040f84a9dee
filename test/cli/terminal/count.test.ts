import { count } from '../../../cli/terminal/count';

test.each([[0, '0 records'], [1, '1 record'], [2, '2 records']])('%i is written %s', (number, text) => {
  expect(count(number, 'record')).toBe(text);
});
