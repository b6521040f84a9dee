import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as fc from 'fast-check';
import { requestWith } from './requests';
import { accessLogLine } from '../../../cli/api/access-log';
import { GatewayError } from '../../../cli/api/gateway-error';
import { ErrorContext } from '../../../cli/api/vtl-context';
import { runs } from '../../support/property-runs';

function replied() {
  const request = requestWith();
  request.context.resourcePath = '/track';
  request.facts.replied(200, 14);
  return request;
}

test('the common log format', () => {
  const request = replied();
  const line = accessLogLine(AccessLogFormat.clf().toString(), request);
  expect(line).toMatch(/^203\.0\.113\.7 - - \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000\] "POST \/track HTTP\/1\.1" 200 14 [0-9a-f-]{36}$/);
  expect(line.endsWith(request.context.requestId)).toBe(true);
});

test('the format of the CDK for JSON is JSON when it is filled in', () => {
  const request = replied();
  expect(JSON.parse(accessLogLine(AccessLogFormat.jsonWithStandardFields().toString(), request))).toEqual({
    requestId: request.context.requestId,
    ip: '203.0.113.7',
    user: '-',
    caller: '-',
    requestTime: request.context.requestTime,
    httpMethod: 'POST',
    resourcePath: '/track',
    status: '200',
    protocol: 'HTTP/1.1',
    responseLength: '14',
  });
});

test.each([
  ['$context.error.responseType $context.error.message', '- -'],
  ['$context.integration.status/$context.integrationLatency', '-/-'],
  ['$context.authorizer.claims.sub $context.authorizer.principalId', '- -'],
  ['$context.stage-$context.httpMethod', 'dev-POST'],
  ['$context.identity.userAgent.', "it's a client."],
  ['$context.responseOverride.header.X-Cache|$context.nothing', '-|-'],
  ['$context $contextual.x $stageVariables.a', '$context $contextual.x $stageVariables.a'],
])('%s', (format, expected) => {
  expect(accessLogLine(format, requestWith())).toBe(expected);
});

test('an error of the gateway is told by type and message', () => {
  const request = requestWith();
  request.context.error = new ErrorContext(new GatewayError('BAD_REQUEST_BODY', { validationError: 'a\nb' }));
  expect(accessLogLine('$context.error.responseType $context.error.messageString $context.error.validationErrorString', request))
    .toBe('BAD_REQUEST_BODY "Invalid request body" a b');
});

test('a header that a template set is told by its name', () => {
  const request = requestWith();
  request.context.responseOverride.header['Retry-After'] = '1';
  expect(accessLogLine('$context.responseOverride.header.Retry-After', request)).toBe('1');
});

test('a log line is one line whatever the format is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), format => {
    expect(accessLogLine(format, replied())).not.toMatch(/[\r\n]/);
  }), runs(300));
});
