import { parseEnvironment, partitionOf, urlSuffixOf } from '../../../cli/template/environment';

test.each([
  ['aws://123456789012/eu-west-1', { account: '123456789012', region: 'eu-west-1' }],
  ['aws://unknown-account/unknown-region', { account: '000000000000', region: 'us-east-1' }],
  ['aws://123456789012/unknown-region', { account: '123456789012', region: 'us-east-1' }],
  [undefined, { account: '000000000000', region: 'us-east-1' }],
])('%s is %j', (text, expected) => {
  expect(parseEnvironment(text)).toEqual(expected);
});

test.each([['eu-west-1', 'aws', 'amazonaws.com'], ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'], ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com']])(
  '%s lies in %s', (region, partition, suffix) => {
    expect([partitionOf(region), urlSuffixOf(region)]).toEqual([partition, suffix]);
  });
