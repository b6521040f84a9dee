import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import type { Variant } from './variants';
import { VARIANTS } from './variants';
import type { Deployment, Resource } from '../../cli/template/deployment';
import { loadAssembly } from '../../cli/template/load';
import { temporaryFolder } from '../support/assembly';

/** A method of a synthesized API, with its templates as CloudFormation would hand them to API Gateway. */
export interface Method {
  /** `POST /track` */
  readonly route: string;
  readonly variantName: string;
  readonly variant: Variant;
  /** The name that requests to Firehose must carry; undefined in a template that has no stream. */
  readonly streamName: string | undefined;
  readonly requestTemplates: readonly (readonly [contentType: string, template: string])[];
  /** As the template has them. */
  readonly integrationResponses: readonly any[];
  readonly methodResponses: readonly any[];
}

/** A request template, with every method and content type that has this very text. */
export interface RequestTemplate {
  readonly text: string;
  readonly method: Method;
  readonly places: readonly string[];
}

/** What is said before an integration is called. */
export interface GatewayTemplate {
  /** `THROTTLED` */
  readonly type: string;
  readonly text: string;
}

const APIS = Object.entries(VARIANTS).map(([name, variant]) => ({ name, variant, deployment: synthesized(variant) }));

/** All methods of all variants. */
export const METHODS: readonly Method[] = APIS.flatMap(({ name, variant, deployment }) => methodsOf(name, variant, deployment));

/** The templates of all gateway responses, each distinct one once. */
export function gatewayTemplates(): GatewayTemplate[] {
  const responses = APIS.flatMap(({ deployment }) => deployment.resources('AWS::ApiGateway::GatewayResponse'));
  const all = responses.flatMap(({ properties: { ResponseType: type, ResponseTemplates: texts = {} } }) =>
    Object.values<string>(texts).map((text) => ({ type: String(type), text })));
  return [...new Map(all.map((template) => [JSON.stringify(template), template])).values()];
}

/** Each distinct text of the request templates of a route once, unless different things are expected of it. */
export function requestTemplates(route: string): RequestTemplate[] {
  const found = new Map<string, { text: string; method: Method; places: string[] }>();
  for (const method of METHODS.filter((candidate) => candidate.route === route)) {
    for (const [contentType, text] of method.requestTemplates) {
      const { frontFields, packed } = method.variant;
      const key = JSON.stringify([text, method.streamName, frontFields.map(({ name }) => name), packed]);
      const template = found.get(key) ?? { text, method, places: [] };
      template.places.push(`${method.variantName}, ${contentType}`);
      found.set(key, template);
    }
  }
  return [...found.values()];
}

/** The methods of a verb that reply in different ways; of equal ones the first. */
export function repliers(verb: string): (Method & { readonly title: string })[] {
  const found = new Map<string, Method & { readonly title: string }>();
  for (const method of METHODS.filter(({ route }) => route.startsWith(`${verb} `))) {
    const { route, variantName, variant: { allowedOrigins, packed }, integrationResponses, methodResponses, requestTemplates: templates } = method;
    const isAlike = verb === 'OPTIONS' ? templates : [route, packed];
    const key = JSON.stringify([isAlike, allowedOrigins, integrationResponses, methodResponses]);
    if (!found.has(key)) found.set(key, { ...method, title: `${route} of ${variantName}` });
  }
  return [...found.values()];
}

function synthesized(variant: Variant): Deployment {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir });
  variant.add(new Stack(app, 'Test'));
  app.synth();
  return loadAssembly(outdir);
}

function methodsOf(variantName: string, variant: Variant, deployment: Deployment): Method[] {
  const resources = deployment.resources('AWS::ApiGateway::Resource');
  const [stream] = deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  return deployment.resources('AWS::ApiGateway::Method').map(({ properties }) => ({
    route: `${properties.HttpMethod} ${pathOf(properties.ResourceId, resources)}`,
    variantName,
    variant,
    streamName: properties.Integration.Type === 'AWS' ? stream?.ref ?? 'events' : undefined,
    requestTemplates: Object.entries<string>(properties.Integration.RequestTemplates),
    integrationResponses: properties.Integration.IntegrationResponses,
    methodResponses: properties.MethodResponses,
  }));
}

function pathOf(id: string, resources: readonly Resource[]): string {
  const resource = resources.find(({ ref }) => ref === id);
  return resource === undefined ? '' : `${pathOf(resource.properties.ParentId, resources)}/${resource.properties.PathPart}`;
}
