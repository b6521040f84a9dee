import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');

/** What the task runs, as projen wrote it. */
function compileCommand(): string {
  const { tasks } = JSON.parse(readFileSync(path.join(ROOT, '.projen/tasks.json'), 'utf-8'));
  return tasks.compile.steps.map(({ exec }: { exec: string }) => exec).find((exec: string) => exec.startsWith('jsii '));
}

describe('the compile', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'compile-'));
    mkdirSync(path.join(folder, 'lib'));
    writeFileSync(path.join(folder, 'README.md'), '# Pumps\n');
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({
      name: 'pumps',
      version: '0.0.1',
      description: 'Pumps',
      license: 'Apache-2.0',
      stability: 'experimental',
      main: 'lib/index.js',
      types: 'lib/index.d.ts',
      author: { name: 'Someone' },
      repository: { url: 'https://example.com/pumps.git' },
      jsii: { outdir: 'dist', targets: {} },
    }));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function compile(source: string) {
    writeFileSync(path.join(folder, 'lib/index.ts'), source);
    const { status, stdout, stderr } = spawnSync(compileCommand(), {
      cwd: folder, shell: true, encoding: 'utf-8', env: { ...process.env, PATH: `${ROOT}/node_modules/.bin:${process.env.PATH}` },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  test('passes without a warning', () => {
    expect(compile('export abstract class Pump { abstract fill(litres: number): void; }')).toMatchObject({ status: 0 });
  });

  test('fails on the text of a parameter that does not exist', () => {
    const { status, output } = compile('export abstract class Pump {\n/** @param liters how much */\nabstract fill(litres: number): void; }');

    expect(status).not.toBe(0);
    expect(output).toContain('non-existent @param "liters"');
    // Or the next task would take it for a library that is compiled.
    expect(existsSync(path.join(folder, 'lib/index.js'))).toBe(false);
  });

  test('fails on a reserved word', () => {
    const { status, output } = compile('export abstract class Pump { abstract fill(range: number): void; }');

    expect(status).not.toBe(0);
    expect(output).toContain('"range" is a reserved word in Go');
  });
});
