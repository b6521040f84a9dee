import { spawnSync } from 'child_process';

/**
 * awslint is of version 1 of the CDK: its rules for constructs and resources look for @aws-cdk/core and are silent here, which is why test/assembly has
 * its own. What is left are the rules for documentation, defaults, names and signatures that need no CDK.
 */
const EXCLUDED = [
  // It asks for @aws-cdk/core.Duration, which version 2 does not have. test/assembly/rules/durations.ts asks for that of aws-cdk-lib.
  'duration-prop-type',
];

/**
 * @param library a folder with a compiled library
 * @returns what is wrong and what to do; empty if nothing is
 */
export function lintApi(library: string): string {
  const awslint = [require.resolve('awslint/bin/awslint'), '--no-compile', '--no-quiet', '--exclude', ...EXCLUDED];
  const { status, stdout, stderr } = spawnSync(process.execPath, awslint, { cwd: library, encoding: 'utf-8' });
  // Its own exit code knows errors only.
  const found = `${stdout}${stderr}`.split('\n').filter((line) => /^(?:error|warning): /.test(line));
  if (status === 0 && found.length === 0) {
    return '';
  }
  const said = found.length > 0 ? found : [`${stdout}${stderr}`];
  return [...said, '', 'Mend each element that stands in brackets. A rule that is wrong for this library goes into EXCLUDED of projenrc/api-lint.ts, with its reason.'].join('\n');
}
