import { existsSync, readFileSync, statSync } from 'fs';
import * as path from 'path';
import { Failure } from '../failure';
import { makeFolder } from '../s3/private-folder';
import { writeFailure } from '../s3/write-failure';
import { synthesizeApp } from '../template/app';
import type { Deployment } from '../template/deployment';
import { loadAssembly, loadTemplate } from '../template/load';

export interface TemplateSourceOptions {
  /** The command that runs the CDK app. */
  readonly app?: string;
  /** A synthesized template, or a folder that `cdk synth` wrote. */
  readonly template?: string;
  readonly data: string;
}

/** Finds what to run: what was asked for, else the app of cdk.json, else ./cdk.out. */
export async function loadDeployment(options: TemplateSourceOptions): Promise<Deployment> {
  if (options.template !== undefined) {
    if (options.app !== undefined) {
      throw new Failure('--app and --template: got both, allowed one of them; leave the other out');
    }
    const isFolder = existsSync(options.template) && statSync(options.template).isDirectory();
    return isFolder ? loadAssembly(options.template) : loadTemplate(options.template);
  }
  const app = options.app ?? appOfCdkJson();
  if (app !== undefined) {
    // The assets must stay where the functions run from, so the assembly lives beside the data.
    const assembly = path.join(options.data, '.assembly');
    // Before the app makes it for everybody to read.
    await makeFolder(options.data).catch((error: unknown) => { throw writeFailure(options.data, error); });
    await synthesizeApp(app, assembly);
    return loadAssembly(assembly);
  }
  if (existsSync('cdk.out')) {
    return loadAssembly('cdk.out');
  }
  throw new Failure('there is neither a cdk.json nor a cdk.out folder here; say what to run with --app "node app.js" or '
    + '--template cdk.out/<stack>.template.json');
}

function appOfCdkJson(): string | undefined {
  if (!existsSync('cdk.json')) {
    return undefined;
  }
  try {
    const { app } = JSON.parse(readFileSync('cdk.json', 'utf8'));
    return typeof app === 'string' ? app : undefined;
  } catch (error) {
    throw new Failure(`cdk.json: is not JSON (${(error as Error).message}); fix it, or say what to run with --app`);
  }
}
