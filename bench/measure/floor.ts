import { deepStrictEqual } from 'assert';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { floorModule } from './floor-module';
import { Probe } from './fresh-process';
import type { ProbeResult } from './fresh-process';
import type { Workplace } from './measurement';
import { installedPackage } from './workplace';

/** Pipelines by this library, and the same resources by typed L1 classes alone. */
export class PipelineApps {
  private readonly library: Probe;
  private readonly floor: Probe;
  private readonly calls: Probe;
  private readonly handler: string;
  private readonly assetHash: string;

  /** @throws AssertionError if the two do not synthesize the same */
  constructor(private readonly place: Workplace) {
    this.library = new Probe(place, 'pipelines.js');
    this.floor = new Probe(place, 'floor.js');
    this.calls = new Probe(place, 'calls.js');
    this.handler = path.join(installedPackage(place), 'assets/record-processor/handler/index.lambda');
    this.library.run(1, 'stacks', this.emptied('library'));
    const template = this.template('library');
    this.assetHash = path.basename(template.Resources[only(template.Resources, 'AWS::Lambda::Function')].Properties.Code.S3Key, '.zip');
    writeFileSync(path.join(place.project, 'floor-stack.js'), floorModule(template));
    for (const build of [() => this.floors(1), () => this.floorWithAsset()]) {
      build();
      deepStrictEqual(this.template('floor'), template, 'the floor app does not synthesize what the pipeline does');
      deepStrictEqual(this.assets('floor'), this.assets('library'), 'the floor app does not publish what the pipeline does');
    }
  }

  /** Pipelines of this library, each in a stack of its own or all in one. */
  pipelines(count: number, where: 'stacks' | 'stack' = 'stacks'): ProbeResult {
    return this.library.run(count, where, this.emptied('library'));
  }

  /** The same resources from L1 classes, each set in a stack of its own. */
  floors(count: number): ProbeResult {
    return this.floor.run(count, this.emptied('floor'), this.handler, this.assetHash);
  }

  /** The same, with the CDK's own construct for the code of the function: what an app of L1 classes would look like. */
  floorWithAsset(): ProbeResult {
    return this.floor.run(1, this.emptied('floor'), this.handler, this.assetHash, 'Asset');
  }

  /** How many function calls a synth takes. */
  pipelineCalls(count: number): number {
    return this.calls.run('pipelines.js', count, 'stacks', this.emptied('library')).calls;
  }

  floorCalls(count: number): number {
    return this.calls.run('floor.js', count, this.emptied('floor'), this.handler, this.assetHash).calls;
  }

  private emptied(app: string): string {
    const folder = path.join(this.place.project, `cdk.out.${app}`);
    rmSync(folder, { recursive: true, force: true });
    return folder;
  }

  /** CloudFormation takes dependencies as a set. */
  private template(app: string): any {
    const template = JSON.parse(readFileSync(path.join(this.place.project, `cdk.out.${app}`, 'Stack0.template.json'), 'utf8'));
    Object.values<any>(template.Resources).filter(({ DependsOn }) => Array.isArray(DependsOn)).forEach(({ DependsOn }) => DependsOn.sort());
    return template;
  }

  private assets(app: string): string[] {
    const folder = path.join(this.place.project, `cdk.out.${app}`);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.startsWith('asset.')).sort();
  }
}

function only(resources: Record<string, { Type: string }>, type: string): string {
  const [id, ...others] = Object.keys(resources).filter((name) => resources[name].Type === type);
  if (id === undefined || others.length > 0) {
    throw new Error(`${others.length + (id ? 1 : 0)} resources of ${type}, 1 expected`);
  }
  return id;
}
