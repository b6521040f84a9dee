import { Failure } from '../failure';
import type { Deployment, Output, Resource, Unresolved } from './deployment';

/** Everything a deployment says, as plain data. */
export interface DeploymentData {
  readonly accountId: string;
  readonly region: string;
  readonly resources: readonly Resource[];
  readonly outputs: readonly Output[];
  readonly unresolved: readonly Unresolved[];
  /** The folder or file of each asset, by object key. */
  readonly assets: Readonly<Record<string, string>>;
}

/** A deployment whose values are known, but for what stands under `unresolved`. */
export class ResolvedDeployment implements Deployment {
  readonly accountId: string;
  readonly region: string;
  readonly outputs: readonly Output[];
  readonly unresolved: readonly Unresolved[];
  private readonly byType = new Map<string, Resource[]>();

  constructor(readonly data: DeploymentData) {
    this.accountId = data.accountId;
    this.region = data.region;
    this.outputs = data.outputs;
    this.unresolved = data.unresolved;
    for (const resource of data.resources) {
      const sameType = this.byType.get(resource.type);
      if (sameType === undefined) this.byType.set(resource.type, [resource]);
      else sameType.push(resource);
    }
  }

  resources(type: string): readonly Resource[] {
    const missing = this.unresolved.find(unresolved => unresolved.type === type);
    if (missing !== undefined) throw new Failure(missing.reason);
    return this.byType.get(type) ?? [];
  }

  all(): readonly Resource[] {
    return this.data.resources;
  }

  assetPath(objectKey: string): string | undefined {
    return Object.hasOwn(this.data.assets, objectKey) ? this.data.assets[objectKey] : undefined;
  }
}
