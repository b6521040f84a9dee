import { execFileSync, spawnSync } from 'child_process';
import { copyFileSync } from 'fs';
import * as path from 'path';
import type { Workplace } from './measurement';

/** What a run of a probe says, with the time of the whole process in milliseconds. */
export type ProbeResult = Record<string, number> & { readonly process: number };

/** A program that measures something in a process of its own and prints one line of JSON. */
export class Probe {
  private readonly file: string;

  /** It runs inside the project, so that it finds the packages that a user's app would find. */
  constructor(private readonly place: Workplace, name: string) {
    this.file = path.join(place.project, name);
    copyFileSync(path.join(place.repository, 'bench/probes', name), this.file);
  }

  run(...args: (string | number)[]): ProbeResult {
    const begin = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.file, ...args.map(String)], {
      cwd: this.place.project,
      encoding: 'utf8',
      // The CDK's own validator of templates outweighs all else, and is the same for every template of this size.
      env: { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '' },
      maxBuffer: 64 * 1024 ** 2,
    });
    const wall = performance.now() - begin;
    if (status !== 0) {
      throw new Error(`${path.basename(this.file)} ${args.join(' ')} ended with ${status}\n${stderr.slice(0, 4_000)}`);
    }
    return { ...JSON.parse(stdout.trimEnd().split('\n').pop()!), process: wall };
  }
}

/** Runs programs by turns, so that a busy moment of the machine meets all of them. The first round only warms the file cache. */
export function byTurns<T>(rounds: number, ...programs: (() => T)[]): T[][] {
  programs.forEach((program) => program());
  const results = programs.map((): T[] => []);
  for (let round = 0; round < rounds; round++) {
    programs.forEach((program, index) => results[index].push(program()));
  }
  return results;
}

export function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
}
