import { verified } from './verified';
import type { VerifyCase } from './verified';

/** What a spoilt template does, and the points that say so: these and no others. */
export interface Mutation extends Omit<VerifyCase, 'edit'> {
  readonly edit: (template: any) => void;
  readonly points: readonly string[];
}

/** A test for each: the suite names what was spoilt. */
export function testMutations(mutations: Readonly<Record<string, Mutation>>): void {
  test.each(Object.entries(mutations))('%s', async (_name, { points, ...spoilt }) => {
    const { failed } = await verified(spoilt);
    expect(failed.sort()).toEqual([...points].sort());
  });
}

export const resources = (template: any, type: string): any[] => Object.values(template.Resources).filter((resource: any) => resource.Type === type);

export function method(template: any, httpMethod: string, route: string): any {
  const [resourceId] = Object.entries<any>(template.Resources).find(([, { Type, Properties }]) => Type === 'AWS::ApiGateway::Resource' && Properties.PathPart === route)!;
  return resources(template, 'AWS::ApiGateway::Method')
    .find(({ Properties }) => Properties.HttpMethod === httpMethod && Properties.ResourceId.Ref === resourceId).Properties;
}

export const posts = (template: any) => ['track', 'batch'].map((route) => method(template, 'POST', route));
export const response = (of: any, status: string) => of.Integration.IntegrationResponses.find(({ StatusCode }: any) => StatusCode === status);
export const gatewayResponse = (template: any, type: string) =>
  resources(template, 'AWS::ApiGateway::GatewayResponse').find(({ Properties }) => Properties.ResponseType === type).Properties;

export function withoutHeader(parameters: Record<string, string>, name: string): void {
  const key = Object.keys(parameters).find((each) => each.toLowerCase().endsWith(`.header.${name}`))!;
  expect(key).toBeDefined();
  delete parameters[key];
}

/** In a text, or in one of the parts that are joined. */
export function replaced(template: unknown, from: string, to: string): any {
  const before = JSON.stringify(template);
  const after = before.replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1));
  expect(after).not.toBe(before);
  return JSON.parse(after);
}

export function editRequestTemplates(template: any, from: string, to: string): void {
  posts(template).forEach(({ Integration }) => {
    Integration.RequestTemplates = replaced(Integration.RequestTemplates, from, to);
  });
}
