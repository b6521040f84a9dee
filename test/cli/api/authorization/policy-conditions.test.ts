import { conditionValues, conditionsHold, isOperator } from '../../../../cli/api/authorization/policy-conditions';
import { requestWith } from '../requests';

const NOW = Date.UTC(2026, 10, 22, 10, 15);
const values = conditionValues(requestWith({ headers: { referer: 'https://shop.example/' } }), NOW);

test.each<[string, Record<string, unknown>, boolean]>([
  ['IpAddress', { 'aws:SourceIp': '203.0.113.0/24' }, true],
  ['IpAddress', { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.7'] }, true],
  ['IpAddress', { 'aws:SourceIp': '2001:db8::/32' }, false],
  ['IpAddress', { 'aws:SourceIp': '203.0.113.0/99' }, false],
  ['NotIpAddress', { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.7'] }, false],
  ['StringLike', { 'aws:UserAgent': 'it*client' }, true],
  ['StringNotLike', { 'aws:UserAgent': 'curl*' }, true],
  ['StringEquals', { 'AWS:Referer': 'https://shop.example/' }, true],
  ['StringEquals', { 'aws:username': 'x' }, false],
  ['StringNotEquals', { 'aws:username': 'x' }, true],
  ['StringEqualsIfExists', { 'aws:username': 'x' }, true],
  ['Null', { 'aws:username': 'true' }, true],
  ['Null', { 'aws:username': true, 'aws:UserAgent': false }, true],
  ['Null', { 'aws:UserAgent': 'true' }, false],
  ['DateLessThan', { 'aws:CurrentTime': '2026-11-22T10:15:01Z' }, true],
  ['DateGreaterThan', { 'aws:CurrentTime': '2026-11-22T10:15:01Z' }, false],
  ['DateEquals', { 'aws:EpochTime': '2026-11-22T10:15:00Z' }, true],
  ['NumericGreaterThanEquals', { 'aws:EpochTime': NOW / 1000 }, true],
  ['Bool', { 'aws:SecureTransport': true }, true],
  ['Bool', { 'aws:SecureTransport': 'false' }, false],
])('%s %j is %s', (operator, byKey, expected) => {
  expect(isOperator(operator)).toBe(true);
  expect(conditionsHold({ [operator]: byKey }, values)).toBe(expected);
});

test('all conditions must hold', () => {
  const holds = { IpAddress: { 'aws:SourceIp': '203.0.113.7/32' } };
  expect(conditionsHold(holds, values)).toBe(true);
  expect(conditionsHold({ ...holds, Bool: { 'aws:SecureTransport': 'false' } }, values)).toBe(false);
  expect(conditionsHold({ IpAddress: { 'aws:SourceIp': '203.0.113.7/32', 'aws:Other': '10.0.0.0/8' } }, values)).toBe(false);
});

test.each(['ArnLike', 'toString', 'ForAllValues:StringEquals', 'IfExists', ''])('%j is no operator here', operator => {
  expect(isOperator(operator)).toBe(false);
});
