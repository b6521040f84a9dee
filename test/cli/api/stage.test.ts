import { readStages } from '../../../cli/api/stage';
import { deployed } from '../template/deployed';

const API = { Type: 'AWS::ApiGateway::RestApi' };

function stages(resources: Record<string, any>, now = () => 0) {
  const deployment = deployed({ Resources: { Api: API, Other: API, ...resources } });
  return readStages(deployment, deployment.resources('AWS::ApiGateway::RestApi')[0], now);
}

const LIMIT = { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 };

function stage(properties: Record<string, any>) {
  return { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev', ...properties } };
}

test('an API has the stages that name it', () => {
  const found = stages({ A: stage({}), B: stage({ StageName: 'prod' }), C: stage({ RestApiId: { Ref: 'Other' }, StageName: 'else' }) });
  expect([...found.keys()]).toEqual(['dev', 'prod']);
});

test('a deployment can bring a stage along', () => {
  const deployment = { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'v1', StageDescription: { Variables: { a: 'b' } } } };
  expect(stages({ D: deployment }).get('v1')?.variables).toEqual({ a: 'b' });
});

test('each method has a bucket of its own under settings for everything', () => {
  const dev = stages({ A: stage({ MethodSettings: [LIMIT] }) }).get('dev')!;
  expect([dev.admits('/track', 'POST'), dev.admits('/track', 'POST'), dev.admits('/batch', 'POST'), dev.admits('/track', 'OPTIONS')])
    .toEqual([true, false, true, true]);
});

test('each stage has buckets of its own', () => {
  const found = stages({ A: stage({ MethodSettings: [LIMIT] }), B: stage({ StageName: 'prod', MethodSettings: [LIMIT] }) });
  expect([found.get('dev')!.admits('/', 'GET'), found.get('prod')!.admits('/', 'GET')]).toEqual([true, true]);
});

test('a stage without throttles lets everything through', () => {
  const dev = stages({ A: stage({}) }).get('dev')!;
  expect(Array.from({ length: 1_000 }, () => dev.admits('/', 'GET')).every(Boolean)).toBe(true);
});

test('a stage says where its access log goes, a stage that a deployment brings along too', () => {
  const setting = { DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access:*', Format: '$context.requestId' };
  const deployment = { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'v1', StageDescription: { AccessLogSetting: setting } } };
  const found = stages({ A: stage({ AccessLogSetting: setting }), B: stage({ StageName: 'prod' }), D: deployment });
  const expected = { destinationArn: setting.DestinationArn, format: setting.Format };
  expect(['dev', 'prod', 'v1'].map(name => found.get(name)!.accessLog)).toEqual([expected, undefined, expected]);
});

test('settings for one path throttle only the methods of that path', () => {
  const setting = { ResourcePath: '/~1events~1track', HttpMethod: 'POST', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 };
  const dev = stages({ A: stage({ MethodSettings: [setting] }) }).get('dev')!;
  const twice = (path: string, method: string) => [dev.admits(path, method), dev.admits(path, method)];
  expect(twice('/events/track', 'POST')).toEqual([true, false]);
  for (const [path, method] of [['/events/track', 'OPTIONS'], ['/events/batch', 'POST'], ['/events', 'POST'], ['/track', 'POST']]) {
    expect(twice(path, method)).toEqual([true, true]);
  }
});
