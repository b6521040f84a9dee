import { methodArn } from '../../../../cli/api/authorization/method-arn';
import { requestWith } from '../requests';

test.each([
  ['/track', 'us-east-1', 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/track'],
  ['', 'eu-west-1', 'arn:aws:execute-api:eu-west-1:000000000000:abcdefghij/dev/POST/'],
  ['/users/a%20b/', 'cn-north-1', 'arn:aws-cn:execute-api:cn-north-1:000000000000:abcdefghij/dev/POST/users/a%20b/'],
])('%j in %s', (path, region, arn) => {
  expect(methodArn(requestWith(), path, region)).toBe(arn);
});
