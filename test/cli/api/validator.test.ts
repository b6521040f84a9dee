import { requestWith } from './requests';
import type { ApiRequest } from '../../../cli/api/api-request';
import { GatewayError } from '../../../cli/api/gateway-error';
import { Models, requestChecks } from '../../../cli/api/validator';
import type { Resource } from '../../../cli/template/deployment';

const PREFIX = 'https://apigateway.amazonaws.com/restapis/api1234567/models/';

function resource(type: string, ref: string, properties: Record<string, any>): Resource {
  return { stack: 'S', logicalId: ref, type: `AWS::ApiGateway::${type}`, ref, properties };
}

const models = new Models('api1234567', [
  resource('Model', 'Event', { Schema: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', required: ['name'], properties: { count: { type: 'integer', minimum: 0, exclusiveMinimum: true } } } }),
  resource('Model', 'Events', { Schema: { type: 'array', minItems: 1, maxItems: 2, items: { $ref: `${PREFIX}Event` } } }),
  resource('Model', 'AsText', { Schema: '{"type":"array"}' }),
]);
const BODY = resource('RequestValidator', 'Body', { ValidateRequestBody: true, ValidateRequestParameters: false });
const PARAMETERS = resource('RequestValidator', 'Parameters', { ValidateRequestParameters: 'true' });

function failure(request: ApiRequest, properties: Record<string, any>, validator: Resource | undefined): GatewayError | undefined {
  try {
    for (const check of requestChecks(resource('Method', 'Post', properties), validator, models)) check(request);
  } catch (error) {
    return error as GatewayError;
  }
  return undefined;
}

function bodyFailure(text: string, model: string): GatewayError | undefined {
  return failure(requestWith({ text }), { RequestModels: { 'application/json': model } }, BODY);
}

test.each([['{"name":1}', 'Event'], ['[{"name":1},{"name":2}]', 'Events'], ['[]', 'AsText'], ['7', 'Empty'], ['{"name":1,"count":1}', 'Event']])('%s passes %s', (text, model) => {
  expect(bodyFailure(text, model)).toBeUndefined();
});

test.each([
  ['{}', 'Event', 'object has missing required properties (["name"])'],
  ['', 'Event', 'object has missing required properties (["name"])'],
  ['[]', 'Event', 'instance type does not match any allowed primitive type (allowed: ["object"])'],
  ['[]', 'Events', 'array is too short: must have at least 1 elements'],
  ['[{"name":1},{"name":1},{"name":1}]', 'Events', 'array is too long: must have at most 2 elements'],
  ['[{"name":1},{"nam":1}]', 'Events', 'object has missing required properties (["name"])'],
  ['{"name":1,"count":0}', 'Event', 'must be > 0'],
])('%s fails %s', (text, model, message) => {
  const error = bodyFailure(text, model);
  expect(error?.type).toBe('BAD_REQUEST_BODY');
  expect(error?.validationError).toContain(message);
});

test('only the first error of a body is told', () => {
  expect(bodyFailure('[{},{},7]', 'Events')?.validationError).toBe('[array is too long: must have at most 2 elements]');
  expect(bodyFailure('[{},7]', 'Events')?.validationError).toBe('[object has missing required properties (["name"])]');
});

const RESERVED = new Models('api1234567', [
  resource('Model', 'One', { Schema: { type: 'object', not: { anyOf: [{ required: ['source_ip'] }, { required: ['user_agent'] }] } } }),
  resource('Model', 'Many', { Schema: { type: 'array', minItems: 1, maxItems: 500, items: { type: 'object', not: { anyOf: [{ required: ['source_ip'] }] } } } }),
]);

function reasonOf(text: string, model: string): string | undefined {
  try {
    const properties = { RequestModels: { 'application/json': model } };
    for (const check of requestChecks(resource('Method', 'Post', properties), BODY, RESERVED)) check(requestWith({ text }));
  } catch (error) {
    return (error as GatewayError).reason;
  }
  return undefined;
}

describe('the one who runs the API reads why a body is refused', () => {
  test.each([
    ['{"a":NaN}', 'One', "not JSON: Unexpected token 'N'"],
    [`{"a":"${'secret'.repeat(20)}","b":NaN}`, 'One', "not JSON: Unexpected token 'N'"],
    ['{"a":1,}', 'One', /^not JSON: ./],
    ['{"a":1}\n{"a":2}', 'One', /^not JSON: ./],
    ['\ufeff{"a":1}', 'One', 'not JSON: it begins with a byte order mark'],
    ['\ufffd\ufffd{\0"\0', 'One', 'not JSON in UTF-8: it begins like UTF-16 or UTF-32'],
    ['{\0"\0a\0', 'One', 'not JSON in UTF-8: it begins like UTF-16 or UTF-32'],
    ['[{"a":1}]', 'One', 'the body is an array, allowed object'],
    ['7', 'One', 'the body is a number, allowed object'],
    ['{"user_agent":"x","source_ip":null}', 'One', 'the body has what the model rules out: source_ip, user_agent'],
    ['{"\\u0075ser_agent":"x"}', 'One', 'the body has what the model rules out: user_agent'],
    ['{"a":1}', 'Many', 'the body is an object, allowed array'],
    ['[]', 'Many', 'the body has 0 elements, allowed 1 or more'],
    [JSON.stringify(Array(501).fill({})), 'Many', 'the body has 501 elements, allowed 500 at most'],
    ['[{},{},null]', 'Many', 'element 2 (counted from 0) is null, allowed object'],
    ['[{},"a"]', 'Many', 'element 1 (counted from 0) is a string, allowed object'],
    ['[{},{},{},{"source_ip":"x"}]', 'Many', 'element 3 (counted from 0) has what the model rules out: source_ip'],
  ])('%j', (text, model, reason) => {
    if (typeof reason === 'string') expect(reasonOf(text, model)).toBe(reason);
    else expect(reasonOf(text, model)).toMatch(reason);
  });

  test('with the words of the model where it rules out in another way', () => {
    expect(bodyFailure('{}', 'Event')?.reason).toBe('the body lacks the field name');
    expect(bodyFailure('[{"name":1,"count":0}]', 'Events')?.reason).toBe('element 0 (counted from 0) at /count: must be > 0');
  });
});

test('a body of millions of wrong elements costs little more than reading it', () => {
  const text = `[${'1,'.repeat(5_000_000)}1]`;
  const unlimited = new Models('api1234567', [resource('Model', 'Objects', { Schema: { type: 'array', items: { type: 'object' } } })]);
  const validate = unlimited.validate('Objects', 'Post');
  const value = JSON.parse(text);
  const started = performance.now();
  expect(validate(value)).toBe(false);
  expect(validate.errors).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(100);
});

test.each(['{"name":', '{name:1}', 'hello', '\uFEFF{"name":1}'])('%s is no JSON and fails', text => {
  expect(bodyFailure(text, 'Event')?.type).toBe('BAD_REQUEST_BODY');
});

test('a content type without a model is not checked', () => {
  const request = requestWith({ text: 'hello', contentType: 'text/plain' });
  expect(failure(request, { RequestModels: { 'application/json': 'Event' } }, BODY)).toBeUndefined();
});

test('nothing is checked without a validator', () => {
  expect(failure(requestWith({ text: 'hello' }), { RequestModels: { 'application/json': 'Event' } }, undefined)).toBeUndefined();
});

test('required parameters that are not sent are named', () => {
  const required = { 'method.request.querystring.from': true, 'method.request.header.X-Team': true, 'method.request.path.id': false };
  const error = failure(requestWith({ headers: { 'x-team': 'blue' } }), { RequestParameters: required }, PARAMETERS);
  expect(error).toMatchObject({ type: 'BAD_REQUEST_PARAMETERS', message: 'Missing required request parameters: [from]' });
});

test('a model that is not there fails at start', () => {
  expect(() => requestChecks(resource('Method', 'Post', { RequestModels: { 'application/json': 'Nope' } }), BODY, models)).toThrow('Post uses model Nope, which the template does not have');
});

test('a schema that is none fails at start', () => {
  const broken = resource('Model', 'Broken', { Schema: { type: 'objekt' } });
  expect(() => new Models('api1234567', [broken])).toThrow(/the Schema of Broken is not a JSON Schema of draft 4/);
});

test('a schema that refers to a model that is not there fails at start', () => {
  const dangling = new Models('api1234567', [resource('Model', 'Dangling', { Schema: { $ref: `${PREFIX}Nope` } })]);
  expect(() => dangling.validate('Dangling', 'Post')).toThrow(/Post uses model Dangling, which cannot be used: .*Nope/);
});
