import { ruleMatcher } from '../../../cli/waf/statement';

let now: number;
beforeEach(() => { now = 0; });

function larger(size: number) {
  return { SizeConstraintStatement: { ComparisonOperator: 'GT', Size: size, FieldToMatch: { Body: {} }, TextTransformations: [{ Priority: 0, Type: 'NONE' }] } };
}

function rule(statement: Record<string, any>) {
  const matches = ruleMatcher(statement, { inspectionLimit: 16 * 1024, clock: () => now });
  return (bodySize: number, sourceIp = '203.0.113.7') => matches({ bodySize, sourceIp });
}

function times(count: number, call: () => boolean): boolean[] {
  return Array.from({ length: count }, call);
}

test('a statement stands alone or is negated', () => {
  expect([1, 2].map(size => rule(larger(1))(size))).toEqual([false, true]);
  expect([1, 2].map(size => rule({ NotStatement: { Statement: larger(1) } })(size))).toEqual([true, false]);
});

test('statements are joined by and and or', () => {
  const between = rule({ AndStatement: { Statements: [larger(1), { NotStatement: { Statement: larger(3) } }] } });
  expect([1, 2, 3, 4].map(size => between(size))).toEqual([false, true, true, false]);
  const outside = rule({ OrStatement: { Statements: [larger(3), { NotStatement: { Statement: larger(1) } }] } });
  expect([1, 2, 3, 4].map(size => outside(size))).toEqual([true, false, false, true]);
});

test('a rate counts requests by address, over five minutes unless told otherwise', () => {
  const byDefault = rule({ RateBasedStatement: { Limit: 2, AggregateKeyType: 'IP' } });
  expect(times(3, () => byDefault(0))).toEqual([false, false, true]);
  expect(byDefault(0, '203.0.113.8')).toBe(false);
  now = 299_000;
  expect(byDefault(0)).toBe(true);
  now = 299_000 + 300_000;
  expect(byDefault(0)).toBe(false);

  const short = rule({ RateBasedStatement: { Limit: 1, AggregateKeyType: 'IP', EvaluationWindowSec: 60 } });
  short(0);
  now += 60_000;
  expect(short(0)).toBe(false);
});

test('a rate can count all addresses as one', () => {
  const constant = rule({ RateBasedStatement: { Limit: 1, AggregateKeyType: 'CONSTANT', ScopeDownStatement: larger(0) } });
  expect([constant(1, 'a'), constant(1, 'b')]).toEqual([false, true]);
});

test('a rate counts, and applies to, only what its narrowing statement matches', () => {
  const large = rule({ RateBasedStatement: { Limit: 1, AggregateKeyType: 'IP', ScopeDownStatement: larger(10) } });
  expect([large(0), large(0), large(11), large(0), large(11), large(0)]).toEqual([false, false, false, false, true, false]);
});

test.each([
  [{ GeoMatchStatement: { CountryCodes: ['AT'] } }, 'GeoMatchStatement'],
  [{ AndStatement: { Statements: [larger(1), { ByteMatchStatement: {} }] } }, 'ByteMatchStatement'],
  [{ NotStatement: { Statement: { RateBasedStatement: { Limit: 1 } } } }, 'RateBasedStatement inside of another statement, which AWS refuses'],
  [{ RateBasedStatement: { Limit: 1, AggregateKeyType: 'FORWARDED_IP' } }, 'RateBasedStatement by FORWARDED_IP'],
  [{ RateBasedStatement: { Limit: 1, AggregateKeyType: 'IP', ScopeDownStatement: { IPSetReferenceStatement: {} } } }, 'IPSetReferenceStatement'],
  [{}, 'no statement'],
])('%j is not followed', (statement, reason) => {
  expect(() => rule(statement)).toThrow(new RegExp(`^${reason}$`));
});
