import { spawn, spawnSync } from 'child_process';
import type { ChildProcess } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { ARN, FunctionFixture } from './function-fixture';
import { isAlive } from '../../../cli/process-identity';

const fixture = new FunctionFixture();
afterEach(async () => fixture.end());
afterAll(async () => fixture.remove());

const until = async (what: () => boolean) => {
  for (let i = 0; i < 500 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(what()).toBe(true);
};

describe('the working directory', () => {
  const looking = `const fs = require("fs"); exports.handler = async (event) => {
    if (event.chdir) process.chdir(event.chdir);
    return { cwd: process.cwd(), root: process.env.LAMBDA_TASK_ROOT, pid: process.pid, project: fs.existsSync("package.json"), own: fs.existsSync("./data.txt") };
  };`;

  test('is that of the function’s code: relative paths find its files, and none of the project', async () => {
    expect(existsSync('package.json')).toBe(true);
    const functions = fixture.functions({ 'index.js': looking, 'data.txt': 'x' });
    const { cwd, root, project, own } = JSON.parse(await functions.invoke(ARN, '{}'));
    expect({ cwd, project, own }).toEqual({ cwd: root, project: false, own: true });
  });

  test('is there while the module loads', async () => {
    const functions = fixture.functions({ 'index.mjs': 'const cwd = process.cwd(); export const handler = async () => cwd === process.env.LAMBDA_TASK_ROOT;' });
    expect(await functions.invoke(ARN, '{}')).toBe('true');
  });

  test('can be changed, and stays so for this instance alone', async () => {
    const functions = fixture.functions({ 'index.js': `${looking} const { handler } = exports; exports.handler = async (event) => { await new Promise((r) => setTimeout(r, 50)); return handler(event); };` });
    const [changed, other] = (await Promise.all([functions.invoke(ARN, '{"chdir":"/"}'), functions.invoke(ARN, '{}')])).map((answer) => JSON.parse(answer));
    const [first, second] = (await Promise.all([functions.invoke(ARN, '{}'), functions.invoke(ARN, '{}')])).map((answer) => JSON.parse(answer));
    expect([changed.cwd, other.cwd]).toEqual(['/', other.root]);
    const after = Object.fromEntries([first, second].map(({ pid, cwd }) => [pid, cwd]));
    expect(after).toEqual({ [changed.pid]: '/', [other.pid]: other.root });
    expect(process.cwd()).not.toBe('/');
  });
});

describe('a signal that the code sends to itself', () => {
  test.each([
    ['SIGTERM', 'terminated'], ['SIGINT', 'interrupt'], ['SIGHUP', 'hangup'], ['SIGKILL', 'killed'], ['SIGABRT', 'aborted'], ['SIGUSR2', 'SIGUSR2'],
  ])('%s ends the instance, not the run', async (signal, name) => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async ({ signal }) => { if (signal) { process.kill(process.pid, signal); await new Promise(() => setInterval(() => 0, 1000)); } return 1; };' });
    await expect(functions.invoke(ARN, JSON.stringify({ signal }))).rejects.toMatchObject({ failure: 'function error', message: `Runtime exited with error: signal: ${name}` });
    expect(fixture.logs).toEqual([`my-function: Error: Runtime exited with error: signal: ${name}`]);
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('reaches its own listener', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = () => new Promise((resolve) => { process.once("SIGTERM", resolve); process.kill(process.pid, "SIGTERM"); });' });
    expect(await functions.invoke(ARN, '{}')).toBe('"SIGTERM"');
  });
});

describe('a function sees nothing of the run', () => {
  test('no channel of Node.js, no options of Node.js, no time zone', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { NODE_OPTIONS: '--max-http-header-size=17000', TZ: 'Asia/Tokyo' });
    try {
      const functions = fixture.functions({
        'index.js': 'exports.handler = async () => ({ send: typeof process.send, connected: process.connected === true, limit: require("http").maxHeaderSize, offset: new Date(0).getTimezoneOffset(), hour: new Date(0).getHours() });',
      });
      expect(JSON.parse(await functions.invoke(ARN, '{}'))).toEqual({ send: 'undefined', connected: false, limit: 16_384, offset: 0, hour: 0 });
    } finally {
      for (const name of ['NODE_OPTIONS', 'TZ']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });

  test('and has the options of Node.js that the template gives it', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => require("http").maxHeaderSize;' }, { Environment: { Variables: { NODE_OPTIONS: '--max-http-header-size=17000' } } });
    expect(await functions.invoke(ARN, '{}')).toBe('17000');
  });
});

describe('what a function started', () => {
  test('ends with it', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => require("child_process").spawn("sleep", ["60"]).pid;' });
    const pid = Number(await functions.invoke(ARN, '{}'));
    expect(isAlive(pid)).toBe(true);
    await functions.close();
    await until(() => !isAlive(pid));
  });

  test('does not keep a call waiting when it lives on with the output of the function', async () => {
    const functions = fixture.functions({
      'index.js': 'exports.handler = async () => { console.log(require("child_process").spawn("sleep", ["60"], { detached: true, stdio: "inherit" }).pid); process.exit(3); };',
    });
    const start = Date.now();
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ message: 'Runtime exited with error: exit status 3' });
    expect(Date.now() - start).toBeLessThan(30_000);
    const pid = Number(/my-function: (\d+)/.exec(fixture.logs.join('\n'))![1]);
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  });
});

describe('the channel to the run', () => {
  test.each([
    ['writes into it', 'require("fs").writeSync(3, Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 123]));'],
    ['closes it', 'require("fs").closeSync(3);'],
  ])('costs a function its instance if it %s', async (_, code) => {
    const functions = fixture.functions({ 'index.js': `exports.handler = async (event) => { if (event.spoil) { ${code} await new Promise(() => setInterval(() => 0, 1000)); } return 1; };` });
    await expect(functions.invoke(ARN, '{"spoil":true}')).rejects.toMatchObject({ failure: 'function error', message: expect.stringContaining('Runtime exited') });
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });
});

describe('the end of a process', () => {
  test('loses nothing of what it wrote before, and comes after it in the log', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { for (let n = 0; n < 20000; n++) console.log("line " + n + " " + "x".repeat(50)); console.error("last"); process.exit(3); };' });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ message: 'Runtime exited with error: exit status 3' });
    expect(fixture.logs).toHaveLength(20_002);
    expect(fixture.logs.at(-1)).toBe('my-function: Error: Runtime exited with error: exit status 3');
  });

  test('by an error is told once, where the function listens for such errors, too', async () => {
    const functions = fixture.functions({
      'index.js': 'process.on("uncaughtException", () => console.log("heard")); exports.handler = async () => { setTimeout(() => { throw new TypeError("late"); }, 5); await new Promise(() => setInterval(() => 0, 1000)); };',
    });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'function error', message: 'TypeError: late' });
    await functions.close();
    expect(fixture.logs.filter((line) => /ERROR|Error:/.test(line))).toEqual([expect.stringMatching(/ERROR Uncaught Exception .*"late"/)]);
  });

  test('by an error with a long message comes with all of it', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { setTimeout(() => { throw new Error("x".repeat(2e6)); }, 1); await new Promise(() => setInterval(() => 0, 1000)); };' });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ message: `Error: ${'x'.repeat(2e6)}` });
  });
});

test('a request and an answer of 6 MB cross whole, in any script', async () => {
  const functions = fixture.functions({ 'index.js': 'exports.handler = async (event) => event;' }, { MemorySize: 512 });
  for (const text of ['x'.repeat(6_291_454), 'é'.repeat(3_145_727), '\u2028😀'.repeat(800_000)]) {
    expect(JSON.parse(await functions.invoke(ARN, JSON.stringify(text))) === text).toBe(true);
  }
});

describe('a run that has functions in processes', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'run-of-functions-'));
  const code = 'exports.handler = async ({ busy }) => { const { pid } = require("child_process").spawn("sleep", ["60"]); process.stdout.write(`pids ${process.pid} ${pid}\\n`); if (busy) for (;;); await new Promise(() => setInterval(() => 0, 1000)); };';
  const runs: ChildProcess[] = [];
  beforeAll(() => {
    mkdirSync(path.join(folder, 'asset'));
    writeFileSync(path.join(folder, 'asset', 'index.js'), code);
    for (const [entry, target] of [['runtime', 'runtime.js'], ['functions', 'functions.js']]) {
      buildSync({ entryPoints: [path.join(__dirname, '../../../cli/lambda', `${entry}.ts`)], bundle: true, platform: 'node', target: 'node20', outfile: path.join(folder, target), logLevel: 'error' });
    }
    writeFileSync(path.join(folder, 'run.js'), `
      process.on('SIGINT', () => process.stdout.write('interrupted\\n'));
      const { LambdaFunctions } = require('./functions.js');
      const resource = { logicalId: 'F', type: 'AWS::Lambda::Function', ref: 'f', properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 60, Code: { S3Key: 'code' } } };
      const deployment = { accountId: '0', region: 'us-east-1', resources: (type) => type === resource.type ? [resource] : [], assetPath: () => process.argv[2] };
      new LambdaFunctions(deployment, { runtimeFile: __dirname + '/runtime.js', onLog: (name, line) => process.stdout.write(line + '\\n') }).invoke('f', process.argv[3]).catch((error) => process.stdout.write(String(error) + '\\n'));
    `);
  });
  afterEach(() => runs.splice(0).forEach((run) => run.kill('SIGKILL')));
  afterAll(() => {
    // Copies of the code that the killed runs left are removed by the next one.
    spawnSync(process.execPath, [path.join(folder, 'run.js'), path.join(folder, 'none'), '{}']);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts a run, as the leader of a group, and waits for its function. */
  const start = async (event: object) => {
    const run = spawn(process.execPath, [path.join(folder, 'run.js'), path.join(folder, 'asset'), JSON.stringify(event)], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    runs.push(run);
    const output: string[] = [];
    run.stdout!.on('data', (chunk: Buffer) => output.push(String(chunk)));
    const PIDS = /pids (\d+) (\d+)\n/;
    await until(() => PIDS.test(output.join('')));
    return { run, output, pids: PIDS.exec(output.join(''))!.slice(1).map(Number) };
  };

  test.each([['that waits', {}], ['that never gives way', { busy: true }]])('leaves no function %s behind when it is killed', async (_, event) => {
    const { run, pids } = await start(event);
    expect(pids.map((pid) => isAlive(pid))).toEqual([true, true]);
    run.kill('SIGKILL');
    await until(() => !pids.some((pid) => isAlive(pid)));
  });

  test('leaves none behind that never gave way from its first moment, however busy the machine is', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, async () => start({ busy: true })));
    all.forEach(({ run }) => run.kill('SIGKILL'));
    await until(() => !all.some(({ pids }) => pids.some((pid) => isAlive(pid))));
  });

  test('keeps its functions when Ctrl-C is pressed: it has records for them still', async () => {
    const { run, output, pids } = await start({});
    process.kill(-run.pid!, 'SIGINT');
    await until(() => output.join('').includes('interrupted'));
    expect(pids.map((pid) => isAlive(pid))).toEqual([true, true]);
  });
});
