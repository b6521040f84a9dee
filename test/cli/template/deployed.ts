import type { Deployment, Resource } from '../../../cli/template/deployment';
import { LOCAL_ENVIRONMENT } from '../../../cli/template/environment';
import { deploy } from '../../../cli/template/load';

/** A template written in a test, as if deployed. */
export function deployed(template: Record<string, any>, parameters: Record<string, unknown> = {}): Deployment {
  return deploy([{ id: 'Shop', name: 'Shop', environment: LOCAL_ENVIRONMENT, template: { Resources: {}, ...template }, parameter: name => parameters[name] }]);
}

/** What a value becomes inside a property of a resource. */
export function resolvedValue(value: unknown, rest: Record<string, any> = {}): any {
  const resources = { ...rest.Resources, Probe: { Type: 'Test::Probe', Properties: { Value: value } } };
  return deployed({ ...rest, Resources: resources }).resources('Test::Probe')[0].properties.Value;
}

export function resourceNamed(deployment: Deployment, logicalId: string): Resource {
  const found = deployment.all().find(resource => resource.logicalId === logicalId);
  if (found === undefined) throw new Error(`no resource ${logicalId}`);
  return found;
}
