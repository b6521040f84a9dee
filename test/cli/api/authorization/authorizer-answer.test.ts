import * as fc from 'fast-check';
import { readAnswer } from '../../../../cli/api/authorization/authorizer-answer';
import { runs } from '../../../support/property-runs';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] };
const ANSWER = { principalId: 'user', policyDocument: POLICY };
const read = (answer: unknown) => readAnswer(JSON.stringify(answer));

test('values of the context become texts', () => {
  expect(read({ ...ANSWER, context: { text: 'a', number: 1.5, flag: true, nothing: null } }).context).toEqual({ text: 'a', number: '1.5', flag: 'true' });
});

test('context and key may be missing', () => {
  expect(read({ ...ANSWER, context: null, usageIdentifierKey: null })).toMatchObject({ principalId: 'user', context: {}, usageIdentifierKey: undefined });
});

test('a key of the context can have any name', () => {
  expect(Object.entries(readAnswer(`{"principalId":"u","policyDocument":${JSON.stringify(POLICY)},"context":{"__proto__":"x"}}`).context)).toEqual([['__proto__', 'x']]);
});

test.each([
  ['nothing', null],
  ['a text', 'allow'],
  ['no principal', { policyDocument: POLICY }],
  ['no policy', { principalId: 'user' }],
  ['a policy that is a text', { ...ANSWER, policyDocument: JSON.stringify(POLICY) }],
  ['an object in its context', { ...ANSWER, context: { user: { name: 'x' } } }],
  ['a list in its context', { ...ANSWER, context: { groups: ['a'] } }],
  ['a list as its context', { ...ANSWER, context: ['a'] }],
  ['a key that is no text', { ...ANSWER, usageIdentifierKey: 5 }],
  ['the answer for an HTTP API', { isAuthorized: true }],
])('an answer with %s cannot be used', (_name, answer) => {
  expect(() => read(answer)).toThrow();
});

test('any other JSON is an error with a message', () => {
  fc.assert(fc.property(fc.json(), text => {
    let reason: unknown;
    try {
      readAnswer(text);
    } catch (error) {
      reason = (error as Error).message;
    }
    expect(typeof reason).toBe('string');
  }), runs(500));
});
