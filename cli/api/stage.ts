import { Throttle, throttleSettings } from './throttle';
import type { Clock } from './throttle';
import type { Deployment, Resource } from '../template/deployment';

/** Where a stage logs each request, and in which words. */
export interface AccessLogSetting {
  readonly destinationArn: string;
  readonly format: string;
}

/** A stage of the API: where it is mounted, its variables and its throttles. */
export class Stage {
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog: AccessLogSetting | undefined;
  private readonly throttles = new Map<string, Throttle | undefined>();

  constructor(readonly name: string, private readonly properties: Record<string, any>, private readonly clock: Clock) {
    this.variables = properties.Variables ?? {};
    const { DestinationArn: destination, Format: format } = properties.AccessLogSetting ?? {};
    this.accessLog = destination === undefined || format === undefined ? undefined : { destinationArn: String(destination), format: String(format) };
  }

  /** Whether the throttle of a method lets one more request through. Each method has a bucket of its own. */
  admits(resourcePath: string, httpMethod: string): boolean {
    const key = `${httpMethod} ${resourcePath}`;
    if (!this.throttles.has(key)) {
      const settings = throttleSettings(this.properties.MethodSettings ?? [], resourcePath, httpMethod);
      this.throttles.set(key, settings === undefined ? undefined : new Throttle(settings, this.clock));
    }
    return this.throttles.get(key)?.admits() ?? true;
  }
}

/** The stages of an API by name; a deployment can bring one along. */
export function readStages(deployment: Deployment, restApi: Resource, clock: Clock): ReadonlyMap<string, Stage> {
  const ofApi = (type: string) => deployment.resources(type).filter(({ properties }) => properties.RestApiId === restApi.ref);
  const stages = new Map<string, Stage>();
  for (const { properties } of ofApi('AWS::ApiGateway::Deployment')) {
    const { StageName: name, StageDescription: description = {} } = properties;
    if (name !== undefined) stages.set(name, new Stage(name, description, clock));
  }
  for (const { properties, ref } of ofApi('AWS::ApiGateway::Stage')) stages.set(ref, new Stage(ref, properties, clock));
  return stages;
}
