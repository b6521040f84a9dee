import { AnswerCache } from '../../../../cli/api/authorization/answer-cache';

test('an answer is kept for its time', () => {
  let now = 0;
  const cache = new AnswerCache<string>(300, () => now);
  cache.set('a', 'first');
  now = 299_999;
  expect(cache.get('a')).toBe('first');
  now = 300_000;
  expect(cache.get('a')).toBeUndefined();
});

test('without a time nothing is kept', () => {
  const cache = new AnswerCache<string>(0, () => 0);
  cache.set('a', 'first');
  expect(cache.get('a')).toBeUndefined();
});

test('of very many answers the oldest go', () => {
  const cache = new AnswerCache<number>(300, () => 0);
  for (let n = 0; n <= 10_000; n += 1) cache.set(String(n), n);
  expect([cache.get('0'), cache.get('1'), cache.get('10000')]).toEqual([undefined, 1, 10_000]);
});
