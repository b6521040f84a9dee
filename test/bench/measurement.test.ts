import { passes, ratio } from '../../bench/measure/measurement';
import { markdownTable, textTable } from '../../bench/measure/report';

const base = { what: 'a thing', unit: 'ms' };

test.each([
  ['at the upper bar', { figure: 20, bar: { atMost: 20 } }, true],
  ['above it', { figure: 20.01, bar: { atMost: 20 } }, false],
  ['at the lower bar', { figure: 0.85, bar: { atLeast: 0.85 } }, true],
  ['below it', { figure: 0.84, bar: { atLeast: 0.85 } }, false],
  ['not a number', { figure: NaN, bar: { atMost: 20 } }, false],
  ['without a bar', { figure: 1e9 }, true],
])('a figure %s', (_, measurement, passed) => {
  expect(passes({ ...base, ...measurement })).toBe(passed);
});

test('the ratio is the figure in bars', () => {
  expect(ratio({ ...base, figure: 30, bar: { atMost: 20 } })).toBe(1.5);
  expect(ratio({ ...base, figure: 0, bar: { atMost: 0 } })).toBeUndefined();
  expect(ratio({ ...base, figure: 1 })).toBeUndefined();
});

test('tables say what was missed', () => {
  const measurements = [
    { ...base, figure: 1234.5, bar: { atMost: 20 } },
    { ...base, what: 'speed', figure: 12.345, unit: 'MB/s', bar: { atLeast: 0.85 } },
    { ...base, figure: 3, unit: '' },
  ];
  expect(markdownTable(measurements)).toBe([
    '| what | figure | bar | figure / bar |  |',
    '| --- | ---: | ---: | ---: | --- |',
    '| a thing | 1,235 ms | <= 20 ms | 61.73 | MISS |',
    '| speed | 12.3 MB/s | >= 0.85 MB/s | 14.52 | ok |',
    '| a thing | 3 |  |  |  |',
  ].join('\n'));
  expect(textTable(measurements)).toContain('MISS');
});
