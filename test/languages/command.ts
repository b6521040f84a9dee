import { spawnSync } from 'child_process';

/**
 * Runs a program to its end.
 * @returns what it printed on stdout
 * @throws Error with all that it printed, if it failed; or with what to install, if it is not there
 */
export function run(program: string, args: string[], options: { cwd: string; env?: NodeJS.ProcessEnv; toInstall?: string }): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: options.cwd, env: options.env ?? process.env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new Error(`${program} is not on this machine; ${options.toInstall ?? `install ${program}`}, or choose languages: npx projen test:languages python`);
  }
  if (error !== undefined || status !== 0) {
    throw new Error(`${program} ${args.join(' ')} in ${options.cwd} ended with ${status ?? error}\n${stdout}\n${stderr}`);
  }
  return stdout;
}
