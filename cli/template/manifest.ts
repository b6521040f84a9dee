import * as path from 'path';
import { readAssets } from './assets';
import { parseEnvironment } from './environment';
import { readJsonFile } from './json-file';
import type { StackSource } from './stack';
import { readStackTemplate } from './template-file';

/** The stacks and assets of a cloud assembly and of the assemblies below it. */
export interface AssemblyContent {
  readonly stacks: readonly StackSource[];
  readonly assets: Readonly<Record<string, string>>;
}

/** Reads the manifest of a cloud assembly, with the assemblies of its CDK Stages. */
export function readAssembly(dir: string): AssemblyContent {
  const manifest = readJsonFile(path.join(dir, 'manifest.json'),
    'give the folder that `cdk synth` wrote (cdk.out), or name the app with --app, e.g. --app "node app.js"');
  const stacks: StackSource[] = [];
  let assets: Record<string, string> = {};
  for (const [id, artifact] of Object.entries<any>(manifest.artifacts ?? {})) {
    const { properties = {} } = artifact;
    if (artifact.type === 'aws:cloudformation:stack') {
      stacks.push({
        id,
        name: properties.stackName ?? id,
        environment: parseEnvironment(artifact.environment),
        template: readStackTemplate(path.join(dir, properties.templateFile)),
        parameter: name => properties.parameters?.[name],
      });
    } else if (artifact.type === 'cdk:asset-manifest') {
      assets = { ...assets, ...readAssets(path.join(dir, properties.file)) };
    } else if (artifact.type === 'cdk:cloud-assembly') {
      const below = readAssembly(path.join(dir, properties.directoryName));
      stacks.push(...below.stacks);
      assets = { ...assets, ...below.assets };
    }
  }
  return { stacks, assets };
}
