import { validationExpression } from '../../../../cli/api/authorization/validation-expression';

const authorizer = { stack: 'S', logicalId: 'Auth', type: 'AWS::ApiGateway::Authorizer', ref: 'auth', properties: {} };

test('the whole of a token must match', () => {
  const expression = validationExpression(authorizer, 'a|b.*')!;
  expect(['a', 'bc', 'ac', 'xb'].map(token => expression.test(token))).toEqual([true, true, false, false]);
});

test.each([undefined, ''])('%j checks nothing', expression => {
  expect(validationExpression(authorizer, expression)).toBeUndefined();
});

test('what is no regular expression is refused', () => {
  expect(() => validationExpression(authorizer, '(')).toThrow(/^Auth: IdentityValidationExpression is no regular expression/);
});
