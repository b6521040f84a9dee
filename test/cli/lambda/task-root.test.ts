import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, rmSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ARN, FunctionFixture } from './function-fixture';
import { startOf } from '../../../cli/process-identity';
import { UnreapedProcess } from '../s3/unreaped-process';

const fixture = new FunctionFixture();
afterEach(async () => fixture.end());
afterAll(async () => fixture.remove());

describe('copies of the code that a killed run left', () => {
  const leftover = (name: string) => {
    const folder = path.join(os.tmpdir(), `cdk-serverless-data-pipeline-functions-${name}`);
    mkdirSync(path.join(folder, 'task-0'), { recursive: true });
    return folder;
  };
  const load = async () => fixture.functions({ 'index.js': 'exports.handler = async () => 1;' }).check([ARN]);

  test('are removed when the next run starts, also where the process was not reaped or its id was given again', async () => {
    const child = await UnreapedProcess.start('sleep', '60');
    const folders = [leftover(`${child.pid}-${startOf(child.pid)}-a`), leftover(`${process.pid}-1-b`), leftover(`${spawnSync('true').pid}-1-c`)];
    child.kill();
    await child.isZombie();
    await load();
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
    await child.end();
  });

  test('stay while their process lives', async () => {
    const folder = leftover(`${process.ppid}-${startOf(process.ppid)}-a`);
    await load();
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
