import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline } from '../../src';
import type { ServerlessDataPipelineProps } from '../../src';

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'pipeline-test-'));
  folders.push(folder);
  return folder;
}

/** A cloud assembly of what is built into an app. */
export function synthesize(build: (app: App) => void): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir });
  build(app);
  app.synth();
  return outdir;
}

/** Props, or what makes them in the stack of the pipeline. */
export type PipelineProps = ServerlessDataPipelineProps | ((stack: Stack) => ServerlessDataPipelineProps);

/** A cloud assembly with one pipeline, as `cdk synth` would write it. */
export function synthesizePipeline(props?: PipelineProps, edit?: (template: any) => void): string {
  const outdir = synthesize((app) => {
    const stack = new Stack(app, 'Test');
    new ServerlessDataPipeline(stack, 'Pipeline', typeof props === 'function' ? props(stack) : props);
  });
  if (edit) {
    const file = path.join(outdir, 'Test.template.json');
    const template = JSON.parse(readFileSync(file, 'utf8'));
    edit(template);
    writeFileSync(file, JSON.stringify(template));
  }
  return outdir;
}
