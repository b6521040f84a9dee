import { HeapReport } from '../../../cli/lambda/heap-report';

const V8 = ['', '<--- Last few GCs --->', '', '[1:0x1] 1 ms: Mark-Compact', '', '<--- JS stacktrace --->', '',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', '----- Native stack trace -----', '', ' 1: 0xb node::Abort()'];

function taken(lines: string[]): { log: string[]; isFull: boolean } {
  const log: string[] = [];
  const report = new HeapReport((line) => log.push(line));
  lines.forEach((line) => report.take(line));
  return { isFull: report.end(), log };
}

test('what V8 writes about a full heap is kept apart from the lines of the function', () => {
  expect(taken(['one', '', 'two', ...V8])).toEqual({ isFull: true, log: ['one', '', 'two'] });
});

test('without the table of collections, too', () => {
  expect(taken(['one', ...V8.slice(7)])).toEqual({ isFull: true, log: ['one'] });
});

test.each([
  ['blank lines', ['', '', 'one', '', '']], ['lines that only begin like V8’s', ['<--- Last few GCs --->', 'one', '']], ['no line', []],
])('a function’s own lines are logged as they are: %s', (_, lines) => {
  expect(taken(lines)).toEqual({ isFull: false, log: lines });
});
