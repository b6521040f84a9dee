import { deployed, resolvedValue } from './deployed';

const CONDITIONS = {
  IsDefault: { 'Fn::Equals': [{ Ref: 'Mode' }, 'small'] },
  IsOther: { 'Fn::Not': [{ Condition: 'IsDefault' }] },
  Both: { 'Fn::And': [{ Condition: 'IsDefault' }, { Condition: 'IsOther' }] },
  Either: { 'Fn::Or': [{ Condition: 'IsDefault' }, { Condition: 'IsOther' }] },
  IsTrueText: { 'Fn::Equals': ['true', true] },
};
const REST = { Parameters: { Mode: { Type: 'String', Default: 'small' } }, Conditions: CONDITIONS };

test.each([['IsDefault', true], ['IsOther', false], ['Both', false], ['Either', true], ['IsTrueText', true]])('%s is %s', (name, expected) => {
  expect(resolvedValue({ 'Fn::If': [name, true, false] }, REST)).toBe(expected);
});

test('a resource whose condition does not hold is left out', () => {
  const deployment = deployed({ ...REST, Resources: { Topic: { Type: 'AWS::SNS::Topic', Condition: 'IsOther' }, Key: { Type: 'AWS::KMS::Key', Condition: 'IsDefault' } } });
  expect(deployment.all().map(({ logicalId }) => logicalId)).toEqual(['Key']);
});

test('an output whose condition does not hold is left out', () => {
  const deployment = deployed({ ...REST, Outputs: { A: { Value: '1', Condition: 'IsOther' }, B: { Value: '2', Condition: 'IsDefault' } } });
  expect(deployment.outputs.map(({ logicalId }) => logicalId)).toEqual(['B']);
});

test('a reference to a resource that is left out fails', () => {
  const rest = { ...REST, Resources: { Topic: { Type: 'AWS::SNS::Topic', Condition: 'IsOther' } } };
  expect(() => resolvedValue({ Ref: 'Topic' }, rest)).toThrow('Topic is left out, its condition does not hold');
});

test('a condition that is not there fails', () => {
  expect(() => resolvedValue({ 'Fn::If': ['Nope', 1, 2] }, REST)).toThrow('the template has no condition Nope');
});

test('a condition that asks for itself fails', () => {
  const rest = { Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } } };
  expect(() => resolvedValue({ 'Fn::If': ['A', 1, 2] }, rest)).toThrow('Shop/Conditions.A -> Shop/Conditions.B -> Shop/Conditions.A');
});

test('what is no condition fails and names what is', () => {
  expect(() => resolvedValue({ 'Fn::If': ['A', 1, 2] }, { Conditions: { A: { 'Fn::Sometimes': [] } } }))
    .toThrow('Shop/Conditions.A: {"Fn::Sometimes":[]} is not a condition; use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition');
});
