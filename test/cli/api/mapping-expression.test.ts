import { requestWith } from './requests';
import { JsonBody } from '../../../cli/api/json-body';
import { mappingExpression } from '../../../cli/api/mapping-expression';

const request = requestWith({
  headers: { origin: 'http://x' },
  parameters: { path: { id: '7' }, querystring: { from: 'a' }, header: {} },
  stageVariables: { team: 'blue' },
});
const integrationBody = new JsonBody('{"message":"slow down","code":5,"list":[1],"empty":""}');

test.each([
  ["'*'", '*'],
  ["'it''s'", "it''s"],
  ['method.request.header.Origin', 'http://x'],
  ['method.request.header.X-None', undefined],
  ['method.request.querystring.from', 'a'],
  ['method.request.path.id', '7'],
  ['context.stage', 'dev'],
  ['context.identity.sourceIp', '203.0.113.7'],
  ['context.nothing.there', undefined],
  ['stageVariables.team', 'blue'],
  ['integration.response.body', '{"message":"slow down","code":5,"list":[1],"empty":""}'],
  ['integration.response.body.message', 'slow down'],
  ['integration.response.body.code', '5'],
  ['integration.response.body.list', '[1]'],
  ['integration.response.body.none', undefined],
  ['integration.response.header.Date', undefined],
])('%s gives %j', (text, expected) => {
  expect(mappingExpression(text)?.({ request, integrationBody })).toBe(expected);
});

test.each(['context.constructor.name', 'context.identity.sourceIp.length', 'context.hasOwnProperty', 'context.__proto__.x'])('%s is not set', text => {
  expect(mappingExpression(text)?.({ request })).toBeUndefined();
});

test.each(['*', 'request.header.Origin', ''])('%j is no mapping', text => {
  expect(mappingExpression(text)).toBeUndefined();
});
