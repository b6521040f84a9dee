import { spawnSync } from 'child_process';
import * as path from 'path';
import { buildSync } from 'esbuild';

/** Runs a program with one command, as main.ts does. @param action the body of the command */
function runProgram(action: string): { status: number | null; stderr: string } {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { Command } from 'commander';
        import { failUntilDone, setResult } from './cli/exit-code';
        const program = new Command();
        failUntilDone(program);
        program.command('act').action(async () => { ${action} });
        program.parseAsync(['node', 'program', 'act']).catch(() => process.exit(3));`,
      resolveDir: path.resolve(__dirname, '../..'),
    },
    bundle: true,
    platform: 'node',
    write: false,
  });
  return spawnSync(process.execPath, ['-'], { input: outputFiles[0].text, encoding: 'utf8' });
}

test('a command that waits for what never comes fails, and says so', () => {
  const { status, stderr } = runProgram('await new Promise(() => setTimeout(() => undefined, 10))');
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: the command ended before it was done: .*\n$/)]);
});

test('a command that is killed from inside before it is done fails', () => {
  expect(runProgram('process.exit()').status).toBe(1);
});

test('a command that is done succeeds, and says nothing', () => {
  expect(runProgram('await new Promise((resolve) => setTimeout(resolve, 10))')).toMatchObject({ status: 0, stderr: '' });
});

test('a command that is done with another result ends with that', () => {
  expect(runProgram('setResult(130)')).toMatchObject({ status: 130, stderr: '' });
});

test('a command that fails ends as the program decides', () => {
  expect(runProgram("throw new Error('no')").status).toBe(3);
});
