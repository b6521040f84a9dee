import { corsProblems, inferredPolicy, policyOf, readable } from '../../../cli/verify/cors-policy';
import type { Witness } from '../../../cli/verify/cors-policy';

const ORIGIN = 'https://a.example';

function witness(kind: Witness['kind'], allow?: string, vary?: string): Witness {
  return {
    kind,
    exchange: {
      question: { method: 'POST', path: '/track', contentType: 'application/json', origin: ORIGIN },
      reply: {
        status: 200,
        headers: { ...allow === undefined ? {} : { 'access-control-allow-origin': allow }, ...vary === undefined ? {} : { vary } },
        text: '',
        json: undefined,
      },
    },
  };
}

test('the policy is what most replies say', () => {
  expect(inferredPolicy([witness('success'), witness('error', '*'), witness('preflight', '*')])).toEqual({ kind: 'fixed', value: '*' });
  expect(inferredPolicy([witness('success', 'https://b.example'), witness('error', 'https://b.example'), witness('preflight', '*')]))
    .toEqual({ kind: 'fixed', value: 'https://b.example' });
});

test('replies that depend on the origin belong to a pipeline with several', () => {
  expect(inferredPolicy([witness('success', undefined, 'Origin'), witness('error', ORIGIN, 'Origin')])).toEqual({ kind: 'several' });
});

test('replies without any CORS header let no page read them, and each is a problem', () => {
  const policy = inferredPolicy([witness('success'), witness('error')]);
  expect(policy).toEqual({ kind: 'none' });
  expect(corsProblems(policy, witness('success'))).toMatchObject([{ got: 'no access-control-allow-origin' }]);
});

test('with one origin every reply carries it', () => {
  expect(corsProblems(policyOf([ORIGIN]), witness('success', ORIGIN))).toEqual([]);
  expect(corsProblems(policyOf([ORIGIN]), witness('error', '*'))).toHaveLength(1);
});

test('of several origins each reply carries the one that asked, and says that it varies', () => {
  const policy = policyOf([ORIGIN, 'https://b.example']);
  expect(corsProblems(policy, witness('success', ORIGIN, 'Accept-Encoding, Origin'))).toEqual([]);
  expect(corsProblems(policy, witness('success', ORIGIN))).toMatchObject([{ got: 'no vary' }]);
  expect(corsProblems(policy, witness('success', 'https://b.example', 'Origin'))).toHaveLength(1);
});

test('an origin that nobody named is repeated by gateway responses only', () => {
  const several = { kind: 'several' } as const;
  expect(corsProblems(several, witness('error', ORIGIN, 'Origin'))).toEqual([]);
  expect(corsProblems(several, witness('success', undefined, 'Origin'))).toEqual([]);
  expect(corsProblems(several, witness('success', ORIGIN, 'Origin'))).toMatchObject([{ expected: 'no access-control-allow-origin' }]);
});

test.each([['*', true], [ORIGIN, true], ['https://b.example', false], [undefined, false]])('a page reads a reply that allows %s: %s', (allow, expected) => {
  expect(readable(witness('success', allow).exchange)).toBe(expected);
});
