import type { App } from 'aws-cdk-lib/core';
import { accessOf } from './iam/synthesized-access';
import type { Deployment, Resource } from '../../cli/template/deployment';

/** An app as it is once deployed: every reference is the name or the ARN that it stands for. */
export function deployed(build: (app: App) => void): Deployment {
  return accessOf(build).deployment;
}

/** The named query of a name. */
export function namedQuery(deployment: Deployment, name: string): Resource {
  return deployment.resources('AWS::Athena::NamedQuery').find(({ properties }) => properties.Name === name)!;
}
