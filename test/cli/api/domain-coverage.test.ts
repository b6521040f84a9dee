import { domainCoverage, domainNotes } from '../../../cli/api/domain-coverage';
import { uncovered } from '../../../cli/template/coverage';
import { NOT_RUN_HERE } from '../../../cli/template/not-run-here';
import { deployed } from '../template/deployed';

const API = { Type: 'AWS::ApiGateway::RestApi', Properties: {} };

function notes(properties: Record<string, any>, type = 'AWS::ApiGateway::DomainName', resources: Record<string, any> = {}): string[] {
  return domainNotes(deployed({ Resources: { Api: API, Domain: { Type: type, Properties: { DomainName: 'x.example.com', ...properties } }, ...resources } }));
}

test('what TLS would guard is named in one line', () => {
  expect(notes({ RegionalCertificateArn: 'arn' })).toEqual(['Domain: the certificate of x.example.com (plain HTTP, every client passes)']);
  expect(notes({ MutualTlsAuthentication: { TruststoreUri: 's3://a/b' }, SecurityPolicy: 'TLS_1_2' }))
    .toEqual(['Domain: the certificate, mutual TLS, the security policy of x.example.com (plain HTTP, every client passes)']);
  expect(notes({ DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }] }, 'AWS::ApiGatewayV2::DomainName'))
    .toEqual(['Domain: the certificate, the security policy of x.example.com (plain HTTP, every client passes)']);
});

test('routing rules are named, base paths alone are not', () => {
  expect(notes({ RoutingMode: 'BASE_PATH_MAPPING_ONLY' })).toHaveLength(1);
  expect(notes({ RoutingMode: 'API_MAPPING_ONLY' }, 'AWS::ApiGatewayV2::DomainName')).toHaveLength(1);
  expect(notes({ RoutingMode: 'ROUTING_RULE_ONLY' })).toContain('Domain: routing mode ROUTING_RULE_ONLY (base paths only)');
});

test('a mapping to an API that does not run here is named', () => {
  const mapping = { Type: 'AWS::ApiGatewayV2::ApiMapping', Properties: { DomainName: { Ref: 'Domain' }, ApiId: 'httpapi', ApiMappingKey: 'v2', Stage: 's' } };
  expect(notes({}, undefined, { Mapping: mapping })).toContain('Domain: the base path v2 leads to httpapi, which is no REST API here (replies 403)');
});

test('no property of a domain and its mappings is left over but the ones nobody knows', () => {
  const { properties } = uncovered(deployed({
    Resources: {
      Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'x', RegionalCertificateArn: 'a', SecurityPolicy: 'TLS_1_2', Unknown: 1 } },
      Mapping: { Type: 'AWS::ApiGateway::BasePathMapping', Properties: { DomainName: 'x', BasePath: 'v1', RestApiId: 'y', Stage: 'z' } },
    },
  }), domainCoverage);
  expect([...properties].map(([type, paths]) => [type, [...paths]])).toEqual([['AWS::ApiGateway::DomainName', ['Unknown']]]);
});

test('no type stands in two tables', () => {
  expect(Object.keys(domainCoverage).filter(type => NOT_RUN_HERE.includes(type))).toEqual([]);
});
