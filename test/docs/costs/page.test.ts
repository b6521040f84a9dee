import { readFileSync } from 'fs';
import * as path from 'path';
import { PAGES, withTables } from '../../../docs/costs/page';
import { dollars } from '../../../docs/costs/tables';

test.each(PAGES)('%s holds the tables of the formula as it is now', (name) => {
  const page = readFileSync(path.join(__dirname, '../../..', name), 'utf8');
  expect(withTables(page)).toBe(page);
});

test('a table replaces what stood between its comments, and nothing else', () => {
  const page = withTables('before\n<!-- costs: per-million -->\nold\n<!-- end -->\nafter\n<!-- end -->');
  expect(page).toMatch(/^before\n<!-- costs: per-million -->\n\| events in a request \|[^]*\n<!-- end -->\nafter\n<!-- end -->$/);
  expect(page).not.toContain('old');
});

test('an empty place is filled', () => {
  expect(withTables('<!-- costs: quiet-month -->\n<!-- end -->')).toContain('| 60 s |');
});

test('fails for a table that does not exist', () => {
  expect(() => withTables('<!-- costs: nothing -->\n\n<!-- end -->')).toThrow("costs: got the table 'nothing', allowed per-million,");
});

test('fails for a page without a table', () => {
  expect(() => withTables('# Costs')).toThrow('costs: got a page without a table, allowed one or more;');
});

test.each([[0, '-'], [0.0001, '< $0.01'], [0.004, '< $0.01'], [0.006, '$0.01'], [3.64, '$3.64'], [999.994, '$999.99'], [25_836.4, '$25,836'], [1_234_567, '$1,234,567']])(
  '%d dollars are written %s', (amount, expected) => {
    expect(dollars(amount)).toBe(expected);
  });
