import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Failure } from '../failure';
import { readJsonFile } from './json-file';

const SHOWN_LINES = 30;

/**
 * Runs a CDK app as the CDK CLI does: through the shell, with the output folder and the context in its environment.
 * What the app prints is shown only if it fails.
 */
export async function synthesizeApp(command: string, outdir: string): Promise<void> {
  const environment = {
    ...process.env,
    PATH: searchPath(process.env),
    CDK_OUTDIR: path.resolve(outdir),
    CDK_CONTEXT_JSON: JSON.stringify(readContext(process.cwd())),
  };
  const child = spawn(command, { shell: true, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => { printed += text; });
  }
  const end = await new Promise<string | undefined>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const lastLines = printed.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  if (end !== undefined) throw new Failure(`the app command \`${command}\` ended with ${end}: fix what its last lines say\n${lastLines}`);
  if (!fs.existsSync(path.join(outdir, 'manifest.json'))) {
    throw new Failure(`the app command \`${command}\` wrote no cloud assembly: it must create an App of aws-cdk-lib without an outdir of its own, and synthesize it`);
  }
}

/** The context that `cdk synth` would give: of cdk.json, and the cached look-ups of cdk.context.json. */
function readContext(dir: string): Record<string, unknown> {
  const read = (name: string): Record<string, any> => {
    const file = path.join(dir, name);
    return fs.existsSync(file) ? readJsonFile(file, 'fix it or remove it') : {};
  };
  return { ...read('cdk.json').context, ...read('cdk.context.json') };
}

/** The script that a wheel installs starts this program with the folder of Node.js in front of the PATH, where a Python without the app's packages may lie. */
function searchPath({ VIRTUAL_ENV: active, PATH }: NodeJS.ProcessEnv): string | undefined {
  return active === undefined ? PATH : [path.join(active, process.platform === 'win32' ? 'Scripts' : 'bin'), PATH].join(path.delimiter);
}
