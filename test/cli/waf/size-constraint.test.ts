import { sizeConstraint } from '../../../cli/waf/size-constraint';

const KB = 1024;

function matches(properties: Record<string, any>, bodySize: number): boolean {
  const statement = { ComparisonOperator: 'GT', Size: 8 * KB, FieldToMatch: { Body: {} }, TextTransformations: [{ Priority: 0, Type: 'NONE' }], ...properties };
  return sizeConstraint(statement, 16 * KB)({ sourceIp: '127.0.0.1', bodySize });
}

test.each([
  ['EQ', [false, true, false]],
  ['NE', [true, false, true]],
  ['LE', [true, true, false]],
  ['LT', [true, false, false]],
  ['GE', [false, true, true]],
  ['GT', [false, false, true]],
])('%s compares the size in bytes', (operator, expected) => {
  expect([8_191, 8_192, 8_193].map(size => matches({ ComparisonOperator: operator }, size))).toEqual(expected);
});

test.each([
  ['MATCH', true],
  ['NO_MATCH', false],
  // Only the part that is looked at counts.
  ['CONTINUE', false],
  [undefined, false],
])('a body beyond what is looked at, handled by %s, matches: %s', (oversize, expected) => {
  const body = { FieldToMatch: { Body: oversize === undefined ? {} : { OversizeHandling: oversize } }, Size: 16 * KB };
  expect(matches(body, 16 * KB + 1)).toBe(expected);
  expect(matches(body, 16 * KB)).toBe(false);
});

test('up to what is looked at, the handling of larger bodies says nothing', () => {
  expect(matches({ FieldToMatch: { Body: { OversizeHandling: 'NO_MATCH' } } }, 8_193)).toBe(true);
  expect(matches({ FieldToMatch: { Body: { OversizeHandling: 'MATCH' } } }, 8_192)).toBe(false);
});

test.each([
  [{ FieldToMatch: { UriPath: {} } }, 'SizeConstraintStatement on UriPath'],
  [{ FieldToMatch: { SingleHeader: { Name: 'x' } } }, 'SizeConstraintStatement on SingleHeader'],
  [{ FieldToMatch: undefined }, 'SizeConstraintStatement on nothing'],
  [{ TextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }] }, 'SizeConstraintStatement with the text transformation URL_DECODE'],
  [{ ComparisonOperator: 'ABOUT' }, 'SizeConstraintStatement with ABOUT and CONTINUE'],
])('%j is not followed', (properties, reason) => {
  expect(() => matches(properties, 0)).toThrow(reason);
});
