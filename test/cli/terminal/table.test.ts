import { renderTable } from '../../../cli/terminal/table';

const lines = (text: string) => text.split('\n');

test('values are shown whole where they fit', () => {
  expect(renderTable(['id', 'event'], [['1', '{"name":"signup"}']], 80)).toContain('{"name":"signup"}');
});

test('no line is wider than the terminal, and the narrow column is not cut for the wide ones', () => {
  const table = renderTable(['day', 'id', 'event'], [['2026-11-22', 'x'.repeat(60), 'y'.repeat(500)]], 80);
  expect(Math.max(...lines(table).map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(table).toContain('2026-11-22');
  expect(table.match(/…/g)).toHaveLength(2);
});

test('line breaks inside a value do not break the table, and null is empty', () => {
  const table = renderTable(['a', 'b'], [['one\ntwo', null]], 80);
  expect(table).toContain('one two');
  expect(table).not.toContain('null');
});
