import { JsonBody } from '../../../cli/api/json-body';
import { VtlInput } from '../../../cli/api/vtl-input';

const PARAMETERS = { path: { id: 'from path', a: '1' }, querystring: { id: 'from query', q: '2' }, header: { Origin: 'http://x', q: 'header' } };
const input = new VtlInput(new JsonBody(' {"a": 1} '), PARAMETERS);

test('body is the text as sent', () => {
  expect(input.body).toBe(' {"a": 1} ');
});

test('params looks into path, query and headers, in this order', () => {
  expect([input.params('id'), input.params('q'), input.params('Origin')]).toEqual(['from path', '2', 'http://x']);
});

test('params finds a header in any case', () => {
  expect(input.params('origin')).toBe('http://x');
});

test('params gives an empty text for what was not sent', () => {
  expect(input.params('none')).toBe('');
});

test('params without a name gives all of them', () => {
  expect(input.params()).toEqual(PARAMETERS);
});
