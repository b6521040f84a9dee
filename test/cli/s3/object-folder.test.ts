import { spawn, spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { UnreapedProcess } from './unreaped-process';
import { Failure } from '../../../cli/failure';
import { ObjectFolder } from '../../../cli/s3/object-folder';
import { writeFailure } from '../../../cli/s3/write-failure';

jest.mock('fs/promises', () => ({ ...jest.requireActual('fs/promises') })); // so that a test can make the disk full

let root: string;
let open: ObjectFolder[];

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'object-folder-'));
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map(async (folder) => folder.close()));
  rmSync(root, { recursive: true, force: true });
});

async function openFolder(): Promise<ObjectFolder> {
  const folder = await ObjectFolder.open(root);
  open.push(folder);
  return folder;
}

test('keeps an object under its key and nothing else', async () => {
  const folder = await openFolder();
  await folder.put('bucket', 'a/b/c.gz', Buffer.from([0, 255, 10]));
  expect([...readFileSync(path.join(root, 'bucket/a/b/c.gz'))]).toEqual([0, 255, 10]);
  expect(readdirSync(path.join(root, '.tmp'))).toEqual([]);
});

test('writes many objects at once', async () => {
  const folder = await openFolder();
  await Promise.all(Array.from({ length: 50 }, async (_, index) => folder.put('bucket', `p/${index}`, Buffer.from(String(index)))));
  expect(readdirSync(path.join(root, 'bucket/p'))).toHaveLength(50);
});

test('goes on with the objects of an earlier run', async () => {
  await (await openFolder()).put('bucket', 'one', Buffer.from('1'));
  await open.pop()?.close();
  await (await openFolder()).put('bucket', 'two', Buffer.from('2'));
  expect(readdirSync(path.join(root, 'bucket')).sort()).toEqual(['one', 'two']);
});

test('a key that is an object and a folder at once is one clear line, and leaves no file behind', async () => {
  const folder = await openFolder();
  await folder.put('bucket', 'a', Buffer.from('1'));
  await expect(folder.put('bucket', 'a/b', Buffer.from('2'))).rejects.toThrow(/an object and a folder at once/);
  await folder.put('bucket', 'c/d', Buffer.from('3'));
  await expect(folder.put('bucket', 'c', Buffer.from('4'))).rejects.toThrow(/an object and a folder at once/);
  expect(readdirSync(path.join(root, '.tmp'))).toEqual([]);
});

test('a data folder that is a file is one clear line', async () => {
  const file = path.join(root, 'file');
  writeFileSync(file, '');
  await expect(ObjectFolder.open(file)).rejects.toThrow(new Failure(`the data folder ${file} is not a folder (ENOTDIR); choose another one with --data`));
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'no permission to write'],
])('%s names the folder and the cause', (code, cause) => {
  const failure = writeFailure('/data', Object.assign(new Error('x'), { code }), { bucket: 'b', key: 'k' });
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.message).toContain('/data');
  expect(failure.message).toContain(cause);
  expect(failure.message).not.toContain('\n');
});

test('a full disk fails the object and leaves neither a part of it nor an unfinished file', async () => {
  const folder = await openFolder();
  const fsPromises = jest.requireMock<typeof import('fs/promises')>('fs/promises');
  const real = fsPromises.open;
  const spy = jest.spyOn(fsPromises, 'open').mockImplementation(async (...args) => {
    const handle = await real(...args);
    handle.sync = async () => { throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }); };
    return handle;
  });
  await expect(folder.put('bucket', 'key', Buffer.from('x'))).rejects.toThrow(/the disk is full/);
  spy.mockRestore();
  expect(existsSync(path.join(root, 'bucket/key'))).toBe(false);
  expect(readdirSync(path.join(root, '.tmp'))).toEqual([]);
});

test.each(['EROFS', 'EDQUOT', 'EACCES'])('%s of a folder that is to be made is named, not taken for a missing folder', async (code) => {
  const fsPromises = jest.requireMock<typeof import('fs/promises')>('fs/promises');
  const real = fsPromises.mkdir;
  // As Node.js: with `recursive`, many errors come out as ENOENT.
  const spy = jest.spyOn(fsPromises, 'mkdir').mockImplementation(async (folder, options) => {
    if (existsSync(String(folder))) return real(folder, options);
    const isRecursive = (options as { recursive?: boolean } | undefined)?.recursive === true;
    throw Object.assign(new Error('x'), { code: isRecursive ? 'ENOENT' : code });
  });
  const opened = ObjectFolder.open(path.join(root, 'new', 'data')).catch((error) => error);
  expect((await opened).message).toContain(`(${code})`);
  spy.mockRestore();
});

describe('what the run makes is for its user only', () => {
  const mode = (...parts: string[]) => statSync(path.join(root, ...parts)).mode % 0o1000;

  test('folders and objects', async () => {
    const folder = await ObjectFolder.open(path.join(root, 'new', 'data'));
    open.push(folder);
    await folder.put('bucket', 'a/b', Buffer.from('1'));
    expect([mode('new', 'data'), mode('new', 'data', '.tmp'), mode('new', 'data', 'bucket'), mode('new', 'data', 'bucket', 'a')]).toEqual([0o700, 0o700, 0o700, 0o700]);
    expect([mode('new', 'data', 'bucket', 'a', 'b'), mode('new', 'data', '.lock')]).toEqual([0o600, 0o600]);
  });

  test('a data folder that is there already keeps its mode, and what is made in it is for its user', async () => {
    chmodSync(root, 0o755);
    const folder = await openFolder();
    await folder.put('bucket', 'a', Buffer.from('1'));
    expect([mode(), mode('bucket')]).toEqual([0o755, 0o700]);
  });
});

describe('a check before the first object', () => {
  test('passes what can be kept and makes nothing', async () => {
    const folder = await openFolder();
    await folder.check('bucket', 'a/dt=2026-01-01/object.gz');
    expect(readdirSync(root).sort()).toEqual(['.lock', '.tmp']);
  });

  test.each([
    ['bucket', '/a/object', "it starts with '/'"],
    ['bucket', 'a//object', "it holds '//' or ends with '/'"],
    ['bucket', '../object', "it holds '..' as a folder name"],
    ['bucket', `${'x'.repeat(256)}/object`, 'a part between two \'/\' is 256 bytes long'],
    ['Bucket/a', 'object', 'is not the name of a bucket'],
    ['b'.repeat(256), 'object', 'is not the name of a bucket'],
  ])('finds that bucket %s with key %s cannot be kept', async (bucket, key, problem) => {
    await expect((await openFolder()).check(bucket, key)).rejects.toThrow(problem);
  });

  test('finds a file where a folder has to be', async () => {
    mkdirSync(path.join(root, 'bucket'));
    writeFileSync(path.join(root, 'bucket', 'a'), '');
    await expect((await openFolder()).check('bucket', 'a/b/object')).rejects.toThrow(/a part of its key is an object and a folder at once/);
  });

  test('finds a path that is too long for the system', async () => {
    const deep = path.join(root, ...Array.from({ length: 16 }, () => 'd'.repeat(250)));
    mkdirSync(path.dirname(path.dirname(deep)), { recursive: true });
    await expect((await ObjectFolder.open(path.dirname(path.dirname(deep))).then((folder) => {
      open.push(folder);
      return folder;
    })).check('bucket', `${'x'.repeat(250)}/${'y'.repeat(250)}/${'z'.repeat(200)}`)).rejects.toThrow(/the path is longer than this system allows \(ENAMETOOLONG\)/);
  });

  test('finds two folders that differ in case only, where the file system takes them for one', async () => {
    const folder = await ObjectFolder.open(root, { isCaseSensitive: false });
    open.push(folder);
    await folder.check('bucket', 'Data/dt=1/object');
    await folder.check('bucket', 'Data/dt=2/object');
    await expect(folder.check('bucket', 'data/object')).rejects.toThrow(/differs from bucket\/Data in case only/);
  });

  test('takes such folders for two where the file system does', async () => {
    const folder = await ObjectFolder.open(root, { isCaseSensitive: true });
    open.push(folder);
    await folder.check('bucket', 'Data/object');
    await folder.check('bucket', 'data/object');
  });
});

test('a folder that cannot be opened is given back', async () => {
  const fsPromises = jest.requireMock<typeof import('fs/promises')>('fs/promises');
  const spy = jest.spyOn(fsPromises, 'readdir').mockRejectedValue(Object.assign(new Error('x'), { code: 'EIO' }));
  await expect(ObjectFolder.open(root)).rejects.toThrow(/the disk reports an error/);
  spy.mockRestore();
  expect(existsSync(path.join(root, '.lock'))).toBe(false);
  await openFolder();
});

test('closing twice does no more than closing once', async () => {
  const first = await openFolder();
  await Promise.all([first.close(), first.close()]);
  await openFolder();
  await first.close();
  await expect(ObjectFolder.open(root)).rejects.toThrow(/another run/);
});

describe('one run at a time', () => {
  test('a second run in this process is refused', async () => {
    await openFolder();
    await expect(ObjectFolder.open(root)).rejects.toThrow(/another run .* works on the data folder/);
  });

  test('a folder that was closed can be opened again', async () => {
    await (await openFolder()).close();
    await expect(openFolder()).resolves.toBeInstanceOf(ObjectFolder);
  });

  test('the lock of a process that is gone is taken over', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(path.join(root, '.lock'), `{"pid":${gone}}`);
    await expect(openFolder()).resolves.toBeInstanceOf(ObjectFolder);
  });

  test('an empty lock, of a run killed while it wrote it, is taken over', async () => {
    writeFileSync(path.join(root, '.lock'), '');
    await expect(openFolder()).resolves.toBeInstanceOf(ObjectFolder);
  });

  test('a lock with the id of this process that this process does not hold is stale', async () => {
    writeFileSync(path.join(root, '.lock'), `{"pid":${process.pid}}`);
    await expect(openFolder()).resolves.toBeInstanceOf(ObjectFolder);
  });

  test('of several runs that find a stale lock one opens the folder', async () => {
    const script = bundleChild();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(path.join(root, '.lock'), `{"pid":${gone}}`);
    const children = Array.from({ length: 6 }, () => spawn(process.execPath, [script, root, 'hold'], { stdio: ['pipe', 'pipe', 'inherit'] }));
    const said = await Promise.all(children.map(async (child) => new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())))));
    children.forEach((child) => child.kill('SIGKILL'));
    expect(said.filter((line) => line === 'open')).toHaveLength(1);
    expect(said.filter((line) => /another run/.test(line))).toHaveLength(5);
  });
});

describe('kill -9', () => {
  test('leaves whole objects only, and the next run clears what was unfinished', async () => {
    const script = bundleChild();
    for (const delay of [30, 60, 90]) {
      await killedAfter(script, delay);
      expectWholeObjects();
    }
    mkdirSync(path.join(root, '.tmp'), { recursive: true });
    writeFileSync(path.join(root, '.tmp', 'object-1-1'), 'half');
    writeFileSync(path.join(root, '.tmp', 'of-somebody-else'), 'kept');
    await openFolder();
    expect(readdirSync(path.join(root, '.tmp'))).toEqual(['of-somebody-else']);
  });

  test('again and again during writes, by a parent that does not reap: the next run opens the folder at once', async () => {
    const script = bundleChild();
    const zombies: UnreapedProcess[] = [];
    let before = 0;
    for (let round = 0; round < 8; round++) {
      const child = await UnreapedProcess.start(process.execPath, script, root, 'write');
      zombies.push(child);
      await child.said(/^open$/m);
      while (readdirSync(path.join(root, '.tmp')).length === 0) await new Promise((resolve) => setImmediate(resolve)); // it is writing now
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      child.kill();
      await child.isZombie();
      const after = expectWholeObjects();
      expect(after).toBeGreaterThanOrEqual(before);
      before = after;
    }
    await openFolder();
    expect(readdirSync(path.join(root, '.tmp'))).toEqual([]);
    await Promise.all(zombies.map(async (zombie) => zombie.end()));
  }, 30_000);
});

/** Every object that is there is as it was put; returns how many there are. */
function expectWholeObjects(): number {
  const bucket = path.join(root, 'bucket');
  const names = existsSync(bucket) ? readdirSync(bucket) : [];
  for (const name of names) {
    const body = readFileSync(path.join(bucket, name));
    expect(body.length).toBe(3_000_000);
    expect(body.equals(Buffer.alloc(3_000_000, Number(name.split('-')[1]) % 251))).toBe(true);
  }
  return names.length;
}

/** A program that opens the folder and holds it, or writes objects until it is killed. */
function bundleChild(): string {
  const source = `
    import { ObjectFolder } from './object-folder';
    async function main() {
      const [root, what] = process.argv.slice(2);
      const folder = await ObjectFolder.open(root);
      console.log('open');
      if (what === 'hold') setInterval(() => undefined, 1000);
      else for (let i = 0; ; i++) await folder.put('bucket', process.pid + '-' + i, Buffer.alloc(3_000_000, i % 251));
    }
    main().catch((error) => { console.log(error.message); process.exit(1); });`;
  const outfile = path.join(root, 'child.js');
  buildSync({
    stdin: { contents: source, loader: 'ts', resolveDir: path.join(__dirname, '../../../cli/s3') }, bundle: true, platform: 'node', outfile, logLevel: 'error',
  });
  return outfile;
}

async function killedAfter(script: string, ms: number): Promise<void> {
  const child = spawn(process.execPath, [script, root, 'write'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, ms));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
