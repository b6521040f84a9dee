import * as path from 'path';
import { apiCoverage, apiNotes } from '../../../cli/api/coverage';
import { uncovered } from '../../../cli/template/coverage';
import { loadTemplate } from '../../../cli/template/load';
import { NOT_RUN_HERE } from '../../../cli/template/not-run-here';
import { deployed } from '../template/deployed';

function notes(properties: Record<string, any>): string[] {
  return apiNotes(deployed({ Resources: { Post: { Type: 'AWS::ApiGateway::Method', Properties: properties } } }), ['firehose']);
}

const RUN = { Type: 'AWS', Uri: 'arn:aws:apigateway:us-east-1:firehose:action/PutRecord' };

test('a method that the run follows wholly is not named', () => {
  expect(notes({ AuthorizationType: 'NONE', ApiKeyRequired: false, Integration: RUN })).toEqual([]);
  expect(notes({ Integration: { Type: 'MOCK' } })).toEqual([]);
});

test('what authorization leaves out is named', () => {
  expect(notes({ AuthorizationType: 'AWS_IAM', ApiKeyRequired: true, Integration: RUN })).toEqual([expect.stringMatching(/^Post: what AWS_IAM asks beyond /)]);
});

test('an integration that nothing runs is named with what it replies', () => {
  expect(notes({ Integration: { Type: 'HTTP', Uri: 'https://example.com' } })).toEqual(['Post: the HTTP integration https://example.com (replies 500)']);
  expect(notes({ Integration: { ...RUN, Uri: 'arn:aws:apigateway:us-east-1:sqs:action/SendMessage' } }))
    .toEqual(['Post: the AWS integration arn:aws:apigateway:us-east-1:sqs:action/SendMessage (replies 500)']);
});

test('integration parameters from the request are named, static ones are not', () => {
  const parameters = { 'integration.request.header.A': "'static'", 'integration.request.header.B': 'method.request.header.B' };
  expect(notes({ Integration: { ...RUN, RequestParameters: parameters } })).toEqual(['Post: integration parameter integration.request.header.B = method.request.header.B']);
});

test('what guards a private API is named in one line', () => {
  const api = (properties: Record<string, any>) => apiNotes(deployed({ Resources: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: properties } } }), []);
  expect(api({ EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: ['vpce-1'] }, Policy: { Statement: [] } }))
    .toEqual(['Api: the private network and the resource policy (every request on this machine passes)']);
  expect(api({ Policy: { Statement: [] } })).toEqual(['Api: the resource policy (every request on this machine passes)']);
  expect(api({ EndpointConfiguration: { Types: ['REGIONAL'] } })).toEqual([]);
});

test('formats in a schema are named', () => {
  const model = { Type: 'AWS::ApiGateway::Model', Properties: { Name: 'M', Schema: { properties: { at: { type: 'string', format: 'date-time' } } } } };
  expect(apiNotes(deployed({ Resources: { M: model } }), [])).toEqual(['M: format in a schema']);
});

test('a template of what the run follows leaves no property over', () => {
  const deployment = loadTemplate(path.join(__dirname, 'fixtures', 'events.template.json'));
  const left = uncovered(deployment, apiCoverage);
  expect([[...left.types], [...left.properties]]).toEqual([[], []]);
});

test('a property that the run does not follow is left over', () => {
  const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { BinaryMediaTypes: ['*/*'], CloneFrom: 'x', MinimumCompressionSize: 0 } };
  expect([...uncovered(deployed({ Resources: { Api: api } }), apiCoverage).properties.get('AWS::ApiGateway::RestApi')!]).toEqual(['BinaryMediaTypes', 'CloneFrom', 'MinimumCompressionSize']);
});

test('no type stands in two tables', () => {
  expect(Object.keys(apiCoverage).filter(type => NOT_RUN_HERE.includes(type))).toEqual([]);
});
