import { readMappings } from './base-path-mapping';
import { domainResources } from './custom-domain';
import type { Coverage, Deployment, Resource } from '../template/deployment';

/** What the local run does with custom domains. The values of what is inert are looked at by domainNotes. */
export const domainCoverage: Coverage = {
  'AWS::ApiGateway::DomainName': {
    run: ['DomainName'],
    inert: [
      'CertificateArn', 'RegionalCertificateArn', 'OwnershipVerificationCertificateArn', 'EndpointConfiguration', 'MutualTlsAuthentication',
      'RoutingMode', 'SecurityPolicy', 'EndpointAccessMode', 'Tags',
    ],
  },
  'AWS::ApiGateway::BasePathMapping': { run: ['DomainName', 'BasePath', 'RestApiId', 'Stage'], inert: [] },
  'AWS::ApiGatewayV2::DomainName': { run: ['DomainName'], inert: ['DomainNameConfigurations', 'MutualTlsAuthentication', 'RoutingMode', 'Tags'] },
  'AWS::ApiGatewayV2::ApiMapping': { run: ['DomainName', 'ApiMappingKey', 'ApiId', 'Stage'], inert: [] },
};

/** What of the custom domains is not as on AWS; one line each. */
export function domainNotes(deployment: Deployment): string[] {
  const apis = deployment.resources('AWS::ApiGateway::RestApi').map(({ ref }) => ref);
  return domainResources(deployment).flatMap(domain => [
    `${domain.logicalId}: ${guards(domain).join(', ')} of ${domain.ref} (plain HTTP, every client passes)`,
    .../^(|API_MAPPING_ONLY|BASE_PATH_MAPPING_ONLY)$/.test(domain.properties.RoutingMode ?? '')
      ? [] : [`${domain.logicalId}: routing mode ${domain.properties.RoutingMode} (base paths only)`],
    ...readMappings(deployment, domain.ref).filter(({ restApiId }) => !apis.includes(restApiId))
      .map(({ basePath, restApiId }) => `${domain.logicalId}: the base path ${basePath || '(none)'} leads to ${restApiId}, which is no REST API here (replies 403)`),
  ]);
}

function guards({ properties }: Resource): string[] {
  const configurations: Record<string, any>[] = [properties, ...properties.DomainNameConfigurations ?? []];
  const has = (...names: string[]) => names.some(name => configurations.some(configuration => configuration[name] !== undefined));
  return [
    'the certificate',
    ...has('MutualTlsAuthentication') ? ['mutual TLS'] : [],
    ...has('SecurityPolicy', 'EndpointAccessMode') ? ['the security policy'] : [],
  ];
}
