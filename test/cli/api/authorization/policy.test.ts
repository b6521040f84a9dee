import { readFileSync } from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { evaluate, readPolicy } from '../../../../cli/api/authorization/policy';
import { runs } from '../../../support/property-runs';

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:abcdef1234/dev/POST/track';

function decide(...statements: Record<string, unknown>[]) {
  return evaluate(readPolicy({ Version: '2012-10-17', Statement: statements }), ARN, {});
}

const ALLOW = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: ARN };

test('what a statement allows is allowed', () => {
  expect(decide(ALLOW)).toBe('allowed');
});

test('what no statement names is not allowed', () => {
  expect(decide()).toBe('not allowed');
  expect(decide({ ...ALLOW, Resource: ARN.replace('POST', 'GET') })).toBe('not allowed');
  expect(decide({ ...ALLOW, Action: 'execute-api:ManageConnections' })).toBe('not allowed');
});

test('an explicit deny wins, wherever it stands', () => {
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
  expect(decide(ALLOW, deny)).toBe('denied');
  expect(decide(deny, ALLOW)).toBe('denied');
});

test('one statement need not be a list', () => {
  expect(evaluate(readPolicy({ Statement: ALLOW }), ARN, {})).toBe('allowed');
});

test('names of actions have no case, resources do', () => {
  expect(decide({ ...ALLOW, Action: 'EXECUTE-API:invoke' })).toBe('allowed');
  expect(decide({ ...ALLOW, Resource: ARN.replace('track', 'Track') })).toBe('not allowed');
});

test.each([
  undefined, null, 'text', [], {}, { Statement: ['text'] }, { Statement: [{ ...ALLOW, Effect: 'allow' }] }, { Statement: [{ ...ALLOW, Action: undefined }] },
  { Statement: [{ ...ALLOW, Resource: [1] }] }, { Statement: [{ ...ALLOW, Resource: [] }] }, { Statement: [{ ...ALLOW, Condition: [] }] },
  { Statement: [{ ...ALLOW, Condition: { StringIs: { 'aws:UserAgent': 'x' } } }] }, { Statement: [{ ...ALLOW, Condition: { Bool: 'true' } }] },
])('%j is no policy', document => {
  expect(() => readPolicy(document)).toThrow();
});

test('no deny is ever lost in a list of statements', () => {
  const statement = fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Action: fc.constantFrom('*', 'execute-api:*'), Resource: fc.constantFrom('*', ARN, 'arn:other') });
  fc.assert(fc.property(fc.array(statement), statements => {
    const applying = statements.filter(({ Resource }) => Resource !== 'arn:other');
    const expected = applying.some(({ Effect }) => Effect === 'Deny') ? 'denied' : applying.length > 0 ? 'allowed' : 'not allowed';
    expect(decide(...statements)).toBe(expected);
  }), runs(500));
});

/** Policies made up by chance, with what another engine decides of them; it is no dependency, since its licence is the AGPL. */
const VERDICTS = JSON.parse(readFileSync(path.join(__dirname, 'fixtures', 'policy-verdicts.json'), 'utf8'));
const NAMES = { 'allowed': 'Allowed', 'denied': 'ExplicitlyDenied', 'not allowed': 'ImplicitlyDenied' };

test(`decides as ${VERDICTS.engine} does`, () => {
  const lowerCase = (context: object) => Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const contexts = VERDICTS.contexts.map(lowerCase);
  expect(VERDICTS.cases.length).toBeGreaterThan(100);
  for (const { statement, arn, context, verdict } of VERDICTS.cases) {
    const decision = NAMES[evaluate(readPolicy({ Version: '2012-10-17', Statement: statement }), arn, contexts[context])];
    expect({ statement, arn, context, verdict: decision }).toEqual({ statement, arn, context, verdict });
  }
});
