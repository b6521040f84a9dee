import { resolvedValue } from './deployed';
import { Failure } from '../../../cli/failure';

const BUCKET = { Resources: { Store: { Type: 'AWS::S3::Bucket', Properties: {} } } };

test('Ref gives the physical name of a resource', () => {
  expect(resolvedValue({ Ref: 'Store' }, BUCKET)).toBe('store');
});

test('Ref gives the value of a pseudo parameter', () => {
  expect(['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::StackName', 'AWS::URLSuffix'].map(name => resolvedValue({ Ref: name })))
    .toEqual(['000000000000', 'aws', 'us-east-1', 'Shop', 'amazonaws.com']);
});

test('GetAtt takes a list or a dotted text', () => {
  expect(resolvedValue({ 'Fn::GetAtt': ['Store', 'Arn'] }, BUCKET)).toBe('arn:aws:s3:::store');
  expect(resolvedValue({ 'Fn::GetAtt': 'Store.Arn' }, BUCKET)).toBe('arn:aws:s3:::store');
});

test('Join resolves its parts', () => {
  expect(resolvedValue({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Store' }, '/*']] }, BUCKET)).toBe('arn:aws:s3:::store/*');
});

test('Join leaves out AWS::NoValue', () => {
  expect(resolvedValue({ 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] })).toBe('a-b');
});

test('Sub replaces names, attributes and pseudo parameters and keeps literals', () => {
  expect(resolvedValue({ 'Fn::Sub': '${AWS::Region} ${Store} ${Store.Arn} ${!Store}' }, BUCKET)).toBe('us-east-1 store arn:aws:s3:::store ${Store}');
});

test('Sub prefers the names of its own map', () => {
  expect(resolvedValue({ 'Fn::Sub': ['${Store}/${Where}', { Store: 'mine', Where: { Ref: 'AWS::Region' } }] }, BUCKET)).toBe('mine/us-east-1');
});

test('Select and Split work on what functions give', () => {
  expect(resolvedValue({ 'Fn::Select': ['1', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Store', 'Arn'] }] }] }, BUCKET)).toBe('aws');
});

test('Select fails beyond its list and names the place', () => {
  expect(() => resolvedValue([{ 'Fn::Select': [3, ['a']] }])).toThrow('Shop/Probe.Properties.Value[0]: Fn::Select asks for element 3 of a list of 1');
});

test('FindInMap reads the mappings', () => {
  const rest = { Mappings: { Sizes: { 'us-east-1': { Small: [1, 2] } } } };
  expect(resolvedValue({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'Small'] }, rest)).toEqual([1, 2]);
});

test('FindInMap fails on a key that is not mapped', () => {
  expect(() => resolvedValue({ 'Fn::FindInMap': ['Sizes', 'x', 'Small'] })).toThrow('maps nothing at Sizes.x.Small');
});

test('Base64 encodes UTF-8', () => {
  expect(resolvedValue({ 'Fn::Base64': 'é' })).toBe('w6k=');
});

test('GetAZs gives zones of the region', () => {
  expect(resolvedValue({ 'Fn::GetAZs': '' })).toEqual(['us-east-1a', 'us-east-1b']);
});

test('Length counts the elements of a list', () => {
  expect(resolvedValue({ 'Fn::Length': { 'Fn::Split': [',', 'a,b,c'] } })).toBe(3);
});

test('ToJsonString writes what is resolved', () => {
  expect(resolvedValue({ 'Fn::ToJsonString': { region: { Ref: 'AWS::Region' }, list: [1, 'a'] } })).toBe('{"region":"us-east-1","list":[1,"a"]}');
});

test('Cidr cuts a block, by texts as the CDK writes them', () => {
  expect(resolvedValue({ 'Fn::Select': [1, { 'Fn::Cidr': ['fd00::/56', 4, '64'] }] })).toBe('fd00:0:0:1::/64');
});

test('AWS::NoValue removes a property', () => {
  expect(resolvedValue({ kept: 1, removed: { Ref: 'AWS::NoValue' } })).toEqual({ kept: 1 });
});

test('If takes the side of its condition', () => {
  const rest = { Conditions: { IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } } };
  expect(resolvedValue({ 'Fn::If': ['IsHere', { Ref: 'AWS::Region' }, 'elsewhere'] }, rest)).toBe('us-east-1');
});

test('an object that only looks like a function among other keys stays data', () => {
  expect(resolvedValue({ Condition: { StringEquals: { a: 'b' } }, Ref: 'x' })).toEqual({ Condition: { StringEquals: { a: 'b' } }, Ref: 'x' });
});

test('a function that is not known fails with its place', () => {
  const resolve = () => resolvedValue({ deep: { 'Fn::Transform': { Name: 'AWS::Include' } } });
  expect(resolve).toThrow(Failure);
  expect(resolve).toThrow(/^Shop\/Probe\.Properties\.Value\.deep: the local run cannot resolve Fn::Transform/);
});

test('a reference to nothing fails with its place', () => {
  expect(() => resolvedValue({ Ref: 'Nobody' })).toThrow('Shop/Probe.Properties.Value: stack Shop has no resource or parameter Nobody');
});

test('a text is expected where a function needs one', () => {
  expect(() => resolvedValue({ 'Fn::Join': ['', ['a', ['b']]] })).toThrow('Shop/Probe.Properties.Value: expected a text, got ["b"]');
});
