import * as fs from 'fs';
import * as path from 'path';
import { Failure } from '../failure';
import { readAssets } from './assets';
import type { Deployment } from './deployment';
import { LOCAL_ENVIRONMENT } from './environment';
import { readAssembly } from './manifest';
import { ResolvedDeployment } from './resolved-deployment';
import type { StackSource } from './stack';
import { StackSet } from './stack-set';
import { readTemplate } from './template-file';

/** Loads every stack of a cloud assembly: its nested stacks and the stacks of its CDK Stages too. */
export function loadAssembly(dir: string): Deployment {
  const { stacks, assets } = readAssembly(dir);
  if (stacks.length === 0) throw new Failure(`${dir} holds no stack: add one to the app, then synthesize it again with \`cdk synth\` or --app`);
  return deploy(stacks, assets);
}

/** Loads one synthesized template, with the assets that the manifest beside it lists. */
export function loadTemplate(file: string): Deployment {
  const template = readTemplate(file);
  const manifest = file.replace(/(\.template)?\.json$/, '') + '.assets.json';
  const name = path.basename(file).replace(/(\.template)?\.json$/, '');
  const stack = {
    id: name,
    name,
    environment: LOCAL_ENVIRONMENT,
    template,
    parameter: () => undefined,
  };
  return deploy([stack], fs.existsSync(manifest) ? readAssets(manifest) : {});
}

/** Resolves templates as if their stacks had been deployed together. */
export function deploy(sources: readonly StackSource[], assets: Readonly<Record<string, string>> = {}): Deployment {
  const { stacks } = new StackSet(sources, assets);
  const { account, region } = sources[0].environment;
  const parts = stacks.map(stack => stack.deployed());
  return new ResolvedDeployment({
    accountId: account,
    region,
    resources: parts.flatMap(({ resources }) => resources),
    outputs: parts.flatMap(({ outputs }) => outputs),
    unresolved: parts.flatMap(({ unresolved }) => unresolved),
    assets,
  });
}
