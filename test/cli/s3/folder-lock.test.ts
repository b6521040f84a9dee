import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { UnreapedProcess } from './unreaped-process';
import { Failure } from '../../../cli/failure';
import { FolderLock, holderOf } from '../../../cli/s3/folder-lock';

jest.mock('fs/promises', () => ({ ...jest.requireActual('fs/promises') })); // so that a test can make the disk full

let root: string;
let lockFile: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'folder-lock-'));
  lockFile = path.join(root, '.lock');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('who holds a folder', () => {
  test('nobody: it has no lock, or does not exist', async () => {
    expect(await holderOf(root)).toBeUndefined();
    expect(await holderOf(path.join(root, 'none'))).toBeUndefined();
  });

  test('this process, until it gives the folder back', async () => {
    const lock = await FolderLock.acquire(root);
    expect(await holderOf(root)).toBe(process.pid);
    expect(await holderOf(path.join(root, '.', 'x', '..'))).toBe(process.pid);
    await lock.release();
    expect(await holderOf(root)).toBeUndefined();
  });

  test('another process that lives', async () => {
    writeFileSync(lockFile, `{"pid":${process.ppid}}`);
    expect(await holderOf(root)).toBe(process.ppid);
  });

  test('nobody: the process is gone, and its lock stays as it is', async () => {
    const text = `{"pid":${spawnSync(process.execPath, ['-e', '']).pid}}`;
    writeFileSync(lockFile, text);
    expect(await holderOf(root)).toBeUndefined();
    expect(readFileSync(lockFile, 'utf8')).toBe(text);
  });

  test('a lock that cannot be read is one clear line', async () => {
    const fsPromises = jest.requireMock<typeof import('fs/promises')>('fs/promises');
    const spy = jest.spyOn(fsPromises, 'readFile').mockRejectedValue(Object.assign(new Error('permission denied'), { code: 'EACCES' }));
    const failure: Error = await holderOf(root).then(() => { throw new Error('read'); }, (error) => error);
    spy.mockRestore();
    expect(failure).toBeInstanceOf(Failure);
    expect(failure.message).toContain(lockFile);
    expect(failure.message).toContain('EACCES');
  });
});

test('a lock that someone else took over after it was found stale is never touched, not for a moment', async () => {
  const fsPromises = jest.requireMock<typeof import('fs/promises')>('fs/promises');
  const stale = `{"pid":${spawnSync(process.execPath, ['-e', '']).pid}}`;
  const taken = `{"pid":${process.ppid}}`;
  writeFileSync(lockFile, stale);
  const read = jest.spyOn(fsPromises, 'readFile').mockImplementationOnce(async () => {
    writeFileSync(lockFile, taken);
    return stale;
  });
  const touched = [jest.spyOn(fsPromises, 'rename'), jest.spyOn(fsPromises, 'rm')];
  await expect(FolderLock.acquire(root)).rejects.toThrow(/another run/);
  const files = touched.flatMap((spy) => spy.mock.calls.map(([file]) => file));
  [read, ...touched].forEach((spy) => spy.mockRestore());
  expect(files).not.toContain(lockFile);
  expect(readFileSync(lockFile, 'utf8')).toBe(taken);
});

test('a run that was killed while it took a lock over does not keep the next one out', async () => {
  const [gone, alsoGone] = ['', ''].map(() => spawnSync(process.execPath, ['-e', '']).pid);
  writeFileSync(lockFile, `{"pid":${gone}}`);
  writeFileSync(`${lockFile}.${gone}`, `{"pid":${alsoGone}}`);
  await (await FolderLock.acquire(root)).release();
  expect(readdirSync(root)).toEqual([]);
});

test('the lock of a process that was killed and not reaped is taken over', async () => {
  const child = await UnreapedProcess.start('sleep', '60');
  writeFileSync(lockFile, `{"pid":${child.pid}}`);
  await expect(FolderLock.acquire(root)).rejects.toThrow(/another run/);
  child.kill();
  await child.isZombie();
  expect(await holderOf(root)).toBeUndefined();
  await (await FolderLock.acquire(root)).release();
  await child.end();
});

test.each([
  ['ENOSPC', /the disk is full/, 'writeFile'],
  ['EDQUOT', /the disk quota is used up/, 'close'],
] as const)('a lock that cannot be written (%s) is one clear line and leaves no file behind', async (code, cause, step) => {
  const fsPromises = jest.requireMock<typeof import('fs/promises')>('fs/promises');
  const real = fsPromises.open;
  const spy = jest.spyOn(fsPromises, 'open').mockImplementation(async (...args) => {
    const handle = await real(...args);
    const close = handle.close.bind(handle);
    const fail = async () => { await close(); throw Object.assign(new Error('x'), { code }); };
    if (step === 'close') handle.close = fail;
    else handle.writeFile = async () => { throw Object.assign(new Error('x'), { code }); };
    return handle;
  });
  const failure: Error = await FolderLock.acquire(root).then(() => { throw new Error('acquired'); }, (error) => error);
  spy.mockRestore();
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.message).toMatch(cause);
  expect(failure.message).toContain(root);
  expect(existsSync(lockFile)).toBe(false);
  await (await FolderLock.acquire(root)).release();
});

test('a lock that was given back does not give back the next one', async () => {
  const first = await FolderLock.acquire(root);
  await first.release();
  const second = await FolderLock.acquire(root);
  await first.release();
  expect(existsSync(lockFile)).toBe(true);
  await expect(FolderLock.acquire(root)).rejects.toThrow(/another run/);
  await second.release();
  await second.release();
  expect(existsSync(lockFile)).toBe(false);
});
