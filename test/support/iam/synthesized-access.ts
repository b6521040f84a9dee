import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import type { App } from 'aws-cdk-lib/core';
import type { AttachedPolicy } from './policy-document';
import { Principal } from './principal';
import type { Elsewhere } from './principal';
import type { Deployment } from '../../../cli/template/deployment';
import { loadAssembly } from '../../../cli/template/load';
import { synthesize } from '../assembly';

/** Where apps are synthesized for, unless their stacks say otherwise. */
export const ENVIRONMENT = { account: '111122223333', region: 'eu-west-1' };

export interface AccessOptions {
  /** Changes the text of a template before it is read: the proof must notice. */
  readonly spoil?: (template: string) => string;
  /** Resources of someone else that the app was told of. */
  readonly elsewhere?: Elsewhere;
}

/** What the policies of a synthesized app let someone do. */
export class SynthesizedAccess {
  constructor(readonly deployment: Deployment, private readonly elsewhere: Elsewhere = {}) {}

  /** A role, a user, or a service by its name. @param policies what it has if it is not of the app */
  principal(arn: string, policies?: readonly AttachedPolicy[]): Principal {
    return new Principal(this.deployment, arn, policies, this.elsewhere);
  }

  /** The role that a test made, by its id in the stack. */
  role(id: string): Principal {
    const roles = this.deployment.resources('AWS::IAM::Role').filter(({ logicalId }) => new RegExp(`^${id}[0-9A-F]{8}$`).test(logicalId));
    if (roles.length !== 1) {
      throw new Error(`${roles.length} roles with the id ${id}, 1 expected`);
    }
    return this.principal(roles[0].arn!);
  }
}

/** Synthesizes an app and resolves its templates to what they would be once deployed. */
export function accessOf(build: (app: App) => void, { spoil, elsewhere }: AccessOptions = {}): SynthesizedAccess {
  const outdir = synthesize(build);
  if (spoil) {
    const manifest = JSON.parse(readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
    const files = Object.values<any>(manifest.artifacts).flatMap(({ properties }) => properties?.templateFile ?? []);
    const before = files.map((file) => readFileSync(path.join(outdir, file), 'utf8'));
    const after = before.map(spoil);
    if (after.every((text, n) => text === before[n])) {
      throw new Error('nothing was spoilt');
    }
    files.forEach((file, n) => writeFileSync(path.join(outdir, file), after[n]));
  }
  const deployment = loadAssembly(outdir);
  if (deployment.unresolved?.length) {
    throw new Error(`not resolved: ${deployment.unresolved.map(({ reason }) => reason).join('; ')}`);
  }
  return new SynthesizedAccess(deployment, elsewhere);
}
