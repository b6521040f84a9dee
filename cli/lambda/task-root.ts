import { existsSync } from 'fs';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'fs/promises';
import * as os from 'os';
import * as path from 'path';
import type { FunctionSettings } from './function-settings';
import { LoadError } from './instance';
import { isAlive, startOf } from '../process-identity';

const FOLDER = 'cdk-serverless-data-pipeline-functions-';
/** The process that made it and when that started (see `startOf`): a container gives the same id to every first process. */
const OWNED = new RegExp(`^${FOLDER}(?<pid>\\d+)-(?<started>\\d+)?-`);

/**
 * Copies of the functions' code outside of any project, as `/var/task` is. Beside the project, Node.js would take the project's
 * package.json for the code's (`"type": "module"`), and find modules in its node_modules that the deployed function lacks.
 */
export class TaskRoots {
  private root?: Promise<string>;
  private readonly roots = new Map<string, Promise<string>>();

  /** The folder that holds the code of a function. */
  async of(settings: FunctionSettings): Promise<string> {
    let root = this.roots.get(settings.arn);
    if (root === undefined) {
      root = this.copy(settings, `task-${this.roots.size}`).catch((error: Error) => {
        throw new LoadError(`its code cannot be copied to ${os.tmpdir()}: ${error.message}`);
      });
      this.roots.set(settings.arn, root);
    }
    return root;
  }

  async close(): Promise<void> {
    // A copy that is still under way would come back after the folder is gone.
    await Promise.allSettled(this.roots.values());
    const root = await this.root?.catch(() => undefined); // told to whoever wanted the copy
    this.root = undefined;
    this.roots.clear();
    if (root !== undefined) await rm(root, { recursive: true, force: true });
  }

  private async copy(settings: FunctionSettings, name: string): Promise<string> {
    this.root ??= createRoot();
    const folder = path.join(await this.root, name);
    if (settings.code.kind === 'inline') {
      await mkdir(folder);
      await writeFile(path.join(folder, 'index.js'), settings.code.text);
    } else if (settings.code.kind === 'folder') {
      await cp(settings.code.folder, folder, { recursive: true });
    }
    return folder;
  }
}

async function createRoot(): Promise<string> {
  await removeLeftovers();
  // Without links: a function in it sees this path as its working directory.
  const root = await realpath(await mkdtemp(path.join(os.tmpdir(), `${FOLDER}${process.pid}-${startOf(process.pid) ?? ''}-`)));
  await linkSdk(root);
  return root;
}

/** The runtime brings the AWS SDK: the code finds the project's own copy of it, if there is one, and nothing else of the project. */
async function linkSdk(root: string): Promise<void> {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules');
    if (existsSync(path.join(modules, '@aws-sdk'))) {
      await mkdir(path.join(root, 'node_modules'));
      for (const scope of ['@aws-sdk', '@smithy']) {
        if (existsSync(path.join(modules, scope))) await symlink(path.join(modules, scope), path.join(root, 'node_modules', scope), 'junction');
      }
      return;
    }
    if (folder === path.dirname(folder)) return;
  }
}

/** Copies of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const owner = OWNED.exec(name)?.groups;
    if (owner === undefined || isAlive(Number(owner.pid), owner.started)) continue;
    // Another user's copies are that user's to remove.
    await rm(path.join(os.tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
