import { spawnSync } from 'child_process';
import { UnreapedProcess } from './s3/unreaped-process';
import { isAlive, startOf } from '../../cli/process-identity';

test('this process is alive, and so is its parent', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(process.ppid)).toBe(true);
});

test('a process that is gone is not', () => {
  expect(isAlive(spawnSync(process.execPath, ['-e', '']).pid)).toBe(false);
});

test('a process that has ended and that its parent has not asked for is not', async () => {
  const child = await UnreapedProcess.start('sleep', '0');
  await child.isZombie();
  expect(() => process.kill(child.pid, 0)).not.toThrow();
  expect(isAlive(child.pid)).toBe(false);
  await child.end();
});

test('a process that got the id of another one later is not that one', () => {
  expect(isAlive(process.pid, startOf(process.pid))).toBe(true);
  expect(isAlive(process.pid, '1')).toBe(false);
});

test('a name with a parenthesis and the letter of a state does not deceive', async () => {
  const child = await UnreapedProcess.start(process.execPath, '-e', 'process.title = "a) Z ("; console.log("named"); setInterval(() => 0, 1000)');
  await child.said(/named/);
  expect(isAlive(child.pid)).toBe(true);
  expect(startOf(child.pid)).toMatch(/^\d+$/);
  child.kill();
  await child.end();
});
