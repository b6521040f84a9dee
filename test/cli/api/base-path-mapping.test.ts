import * as fc from 'fast-check';
import { findMapping, readMappings } from '../../../cli/api/base-path-mapping';
import type { BasePathMapping } from '../../../cli/api/base-path-mapping';
import { runs } from '../../support/property-runs';
import { deployed } from '../template/deployed';

function mapping(basePath: string, stage: string | undefined = 'dev'): BasePathMapping {
  return { basePath, restApiId: `api of ${basePath}`, stage };
}

function found(mappings: readonly BasePathMapping[], path: string) {
  const result = findMapping(mappings, path);
  return result && [result.mapping.basePath, result.stageName, result.path];
}

test('mappings of both generations are read, with an empty base path for the root of the domain', () => {
  const of = (type: string, properties: Record<string, any>) => ({ Type: type, Properties: { DomainName: 'events.example.com', ...properties } });
  const deployment = deployed({
    Resources: {
      Named: of('AWS::ApiGateway::BasePathMapping', { BasePath: 'v1', RestApiId: 'one', Stage: 'dev' }),
      None: of('AWS::ApiGateway::BasePathMapping', { BasePath: '(none)', RestApiId: 'two' }),
      Other: of('AWS::ApiGateway::BasePathMapping', { DomainName: 'else.example.com', RestApiId: 'else' }),
      Deep: of('AWS::ApiGatewayV2::ApiMapping', { ApiMappingKey: 'a/b', ApiId: 'three', Stage: 'prod' }),
      Root: of('AWS::ApiGatewayV2::ApiMapping', { ApiId: 'four', Stage: 'prod' }),
    },
  });
  expect(readMappings(deployment, 'events.example.com')).toEqual([
    { basePath: 'v1', restApiId: 'one', stage: 'dev' },
    { basePath: '', restApiId: 'two', stage: undefined },
    { basePath: 'a/b', restApiId: 'three', stage: 'prod' },
    { basePath: '', restApiId: 'four', stage: 'prod' },
  ]);
});

test.each([
  ['/a/b/track', ['a/b', 'dev', '/track']],
  ['/a/track', ['a', 'dev', '/track']],
  ['/a', ['a', 'dev', '']],
  ['/a/', ['a', 'dev', '/']],
  ['/ab/track', ['', 'dev', '/ab/track']],
  ['/A/track', ['', 'dev', '/A/track']],
  ['/%61/track', ['a', 'dev', '/track']],
  ['/', ['', 'dev', '/']],
])('%s goes by the longest base path, part by part', (path, expected) => {
  expect(found([mapping(''), mapping('a'), mapping('a/b')], path)).toEqual(expected);
});

test('without a mapping for the root, another path is not found', () => {
  expect(found([mapping('v1')], '/v2/track')).toBeUndefined();
  expect(found([mapping('v1')], '/')).toBeUndefined();
  expect(found([], '/track')).toBeUndefined();
});

test('a mapping without a stage takes it from the path', () => {
  expect(found([{ basePath: 'v1', restApiId: 'x', stage: undefined }], '/v1/dev/track')).toEqual(['v1', 'dev', '/track']);
  expect(found([{ basePath: '', restApiId: 'x', stage: undefined }], '/')).toEqual(['', '', '']);
});

test('whatever stands below a base path reaches the API as it was sent', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9._~%-]{0,8}$/);
  fc.assert(fc.property(fc.array(part), parts => {
    const below = parts.map(text => `/${text}`).join('');
    expect(found([mapping(''), mapping('a/b')], `/a/b${below}`)).toEqual(['a/b', 'dev', below]);
  }), runs(200));
});
