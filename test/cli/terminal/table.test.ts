import { renderTable } from '../../../cli/terminal/table';

const lines = (text: string) => text.split('\n');
const uuid = (digit: string) => `3f2b${digit}a10-0000-4000-8000-0123456789ab`;
/** As Firehose makes them: alike but for the end. */
const recordId = (end: string) => `490017960896703271127305709494270000000000000000000${end}`;

test('shows values whole where they fit', () => {
  const { text, isCut } = renderTable(['id', 'event'], [['1', '{"name":"signup"}'], [uuid('0'), '']], 80);
  expect(text).toContain('{"name":"signup"}');
  expect(text).toContain(uuid('0'));
  expect(isCut).toBe(false);
});

test('draws a rule below the head, and none between rows', () => {
  const { text } = renderTable(['n'], [['1'], ['2'], ['3']], 80);
  expect(lines(text)).toEqual(['┌───┐', '│ n │', '├───┤', '│ 1 │', '│ 2 │', '│ 3 │', '└───┘']);
});

test('makes no line wider than the terminal, and does not cut the narrow column for the wide ones', () => {
  const { text, isCut } = renderTable(['day', 'text', 'event'], [['2026-11-22', 'x '.repeat(60), 'y '.repeat(500)]], 80);
  expect(Math.max(...lines(text).map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toContain('2026-11-22');
  expect(text.match(/…/g)).toHaveLength(2);
  expect(isCut).toBe(true);
});

test('cuts a long name of a column as well', () => {
  const { text } = renderTable(['n'.repeat(200)], [['1']], 80);
  expect(Math.max(...lines(text).map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('does not break the table at line breaks inside a value, and leaves null empty', () => {
  const { text } = renderTable(['a', 'b'], [['one\ntwo', null]], 80);
  expect(text).toContain('one two');
  expect(text).not.toContain('null');
});

test('does not halve a character', () => {
  expect(renderTable(['a'], [['😀'.repeat(100)]], 20).text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});

describe('long ids', () => {
  const event = '{"name":"signup","plan":"pro","user":{"id":"u-1"}}';

  test('lose their middle where the table is too wide, and stay different', () => {
    const { text, isCut } = renderTable(['id', 'record', 'event'], [[uuid('0'), recordId('00001'), event], [uuid('0'), recordId('00002'), event], [null, null, event]], 90);
    expect(text).toContain('│ 3f2b…456789ab │ 4900…00000001 │');
    expect(text).toContain('4900…00000002');
    expect(text).toContain(event);
    expect(isCut).toBe(true);
  });

  test('keep as much of their end as tells them apart', () => {
    const { text } = renderTable(['id', 'event'], [[recordId('1000000-0'), event], [recordId('2000000-0'), event]], 90);
    expect(text).toContain('4900…1000000-0');
    const shown = lines(text).slice(3, -1).map((line) => line.split('│')[1].trim());
    expect(shown).toEqual(['4900…1000000-0', '4900…2000000-0']);
  });

  test('stay whole where no end tells them apart', () => {
    const ids = ['a', 'b'].map((middle) => `1234${middle}${'0'.repeat(40)}`);
    expect(renderTable(['id', 'event'], ids.map((id) => [id, event]), 110).text).toContain(ids[0]);
  });

  test.each(['a text of words that is as long as an id 1', 'onewordofmanylettersthatisnoid', '{"event":"x","n":12345678901234567890}'])('are none of %p', (value) => {
    expect(renderTable(['a', 'b'], [[value, 'z '.repeat(100)]], 110).text).toContain(value);
  });

  test('are none if one value of the column is another', () => {
    expect(renderTable(['a', 'b'], [[uuid('0'), 'z '.repeat(100)], ['short', '']], 110).text).toContain(uuid('0'));
  });
});
