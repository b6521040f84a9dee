import { identitySource } from '../../../../cli/api/authorization/identity-source';
import { requestWith } from '../requests';

const request = requestWith({
  headers: { authorization: 'Bearer x', empty: '' },
  parameters: { path: {}, querystring: { key: 'k' }, header: {} },
  stageVariables: { team: 'blue' },
});

test.each([
  ['method.request.header.Authorization', ['Bearer x']],
  ['method.request.header.authorization, method.request.querystring.key,stageVariables.team', ['Bearer x', 'k', 'blue']],
  ['context.identity.sourceIp', ['203.0.113.7']],
  ['', []],
])('%j gives %j', (text, values) => {
  expect(identitySource(text, 'Auth')(request)).toEqual(values);
});

test.each(['method.request.header.Missing', 'method.request.header.Authorization,method.request.header.Empty', 'method.request.querystring.none'])('%s is not there', text => {
  expect(identitySource(text, 'Auth')(request)).toBeUndefined();
});

test.each(['Authorization', 'method.request.path.id', 'method.request.body', "'fixed'", 'method.request.header.'])('%s is refused', text => {
  expect(() => identitySource(text, 'Auth')).toThrow(/^Auth: IdentitySource is /);
});
