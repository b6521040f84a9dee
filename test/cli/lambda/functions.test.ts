import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ARN, FunctionFixture } from './function-fixture';
import { runtimeFile } from '../../../cli/lambda/runtime-file';

const fixture = new FunctionFixture();
afterEach(async () => fixture.end());
afterAll(async () => fixture.remove());

const copies = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith(`cdk-serverless-data-pipeline-functions-${process.pid}-`));

describe('handlers', () => {
  test.each([
    ['CommonJS', { 'index.js': 'exports.handler = async (event) => ({ got: event });' }, {}],
    ['CommonJS as a bundler writes it', { 'index.js': 'module.exports = Object.assign({}, { handler: async (event) => ({ got: event }) });' }, {}],
    ['.cjs', { 'index.cjs': 'exports.handler = async (event) => ({ got: event });' }, {}],
    ['.mjs', { 'index.mjs': 'export const handler = async (event) => ({ got: event });' }, {}],
    ['an ES module by its package.json', { 'index.js': 'export const handler = async (event) => ({ got: event });', 'package.json': '{"type":"module"}' }, {}],
    ['a module in a folder', { 'src/app.js': 'exports.run = async (event) => ({ got: event });' }, { Handler: 'src/app.run' }],
    ['a nested export', { 'index.js': 'exports.api = { handler: async (event) => ({ got: event }) };' }, { Handler: 'index.api.handler' }],
    ['a callback, before Node.js 24', { 'index.js': 'exports.handler = (event, context, callback) => { setTimeout(() => callback(null, { got: event }), 1); };' }, {}],
    ['a synchronous return, from Node.js 24', { 'index.js': 'exports.handler = (event) => ({ got: event });' }, { Runtime: 'nodejs24.x' }],
  ])('runs %s', async (_name, files, properties) => {
    const functions = fixture.functions(files as Record<string, string>, properties);
    expect(JSON.parse(await functions.invoke(ARN, '{"a":1}'))).toEqual({ got: { a: 1 } });
  });

  test('runs inline code', async () => {
    const functions = fixture.of({ Code: { ZipFile: 'exports.handler = async () => "inline";' } });
    expect(await functions.invoke(ARN, '{}')).toBe('"inline"');
  });

  test('a synchronous return is ignored before Node.js 24', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = (event) => ({ got: event });' }, { Runtime: 'nodejs20.x' });
    expect(await functions.invoke(ARN, '{}')).toBe('null');
  });

  test('the package.json of the project around it does not count as the code’s own', async () => {
    writeFileSync(path.join(fixture.project, 'package.json'), '{"type":"module"}');
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => require("path").basename("/a/b");' });
    expect(await functions.invoke(ARN, '{}')).toBe('"b"');
  });

  test('a module that only the project around it has is not found', async () => {
    const functions = fixture.functions({ 'index.js': 'require("typescript"); exports.handler = async () => 1;' });
    await expect(functions.check([ARN])).rejects.toThrow(/Cannot find module 'typescript'/);
  });

  test('is called by its name, its ARN, a version or an alias', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => 1;' });
    for (const name of ['my-function', ARN, `${ARN}:live`, `${ARN}:3`]) expect(await functions.invoke(name, '{}')).toBe('1');
  });

  test('gets the context of the service', async () => {
    const functions = fixture.functions({
      'index.js': `exports.handler = async (event, context) =>
      ({ ...context, left: context.getRemainingTimeInMillis() });`,
    }, { Timeout: 7, MemorySize: 512 });
    const context = JSON.parse(await functions.invoke(ARN, '{}'));
    expect(context).toMatchObject({ functionName: 'my-function', invokedFunctionArn: ARN, memoryLimitInMB: '512', logGroupName: '/aws/lambda/my-function' });
    expect(context.left).toBeGreaterThan(5000);
    expect(context.left).toBeLessThanOrEqual(7000);
  });
});

describe('environment', () => {
  test('holds the template’s variables and the service’s, and nothing of the user’s', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    process.env.SOMETHING_OF_THE_USER = 'x';
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => process.env;' }, { Environment: { Variables: { MINE: '1', N: 2 } } });
    const environment = JSON.parse(await functions.invoke(ARN, '{}'));
    delete process.env.AWS_SECRET_ACCESS_KEY;
    delete process.env.SOMETHING_OF_THE_USER;
    expect(environment).toMatchObject({ MINE: '1', N: '2', AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'my-function', _HANDLER: 'index.handler' });
    expect(Object.keys(environment).filter((name) => !/^(AWS_|PATH$|LANG$|TZ$|MINE$|N$|LAMBDA_TASK_ROOT$|_HANDLER$)/.test(name))).toEqual([]);
    expect(environment).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
    expect(environment.AWS_SHARED_CREDENTIALS_FILE).toBe('/dev/null');
  });
});

describe('instances', () => {
  const counting = 'let n = 0; exports.handler = async (event) => { n++; if (event.exit) process.exit(3); if (event.fail) throw new TypeError("no"); if (event.hang) await new Promise(() => setInterval(() => 0, 1000)); return n; };';

  test('one instance serves calls one after the other', async () => {
    const functions = fixture.functions({ 'index.js': counting });
    expect(await functions.invoke(ARN, '{}')).toBe('1');
    expect(await functions.invoke(ARN, '{}')).toBe('2');
  });

  test('an error that is thrown keeps the instance', async () => {
    const functions = fixture.functions({ 'index.js': counting });
    await expect(functions.invoke(ARN, '{"fail":true}')).rejects.toMatchObject({ failure: 'function error', message: 'TypeError: no' });
    expect(await functions.invoke(ARN, '{}')).toBe('2');
    expect(fixture.logs.join()).toContain('"errorType":"TypeError"');
  });

  test('a call over the timeout ends the instance; the next call gets a new one', async () => {
    const functions = fixture.functions({ 'index.js': counting }, { Timeout: 1 });
    const start = Date.now();
    await expect(functions.invoke(ARN, '{"hang":true}')).rejects.toMatchObject({ failure: 'timeout' });
    expect(Date.now() - start).toBeGreaterThanOrEqual(990);
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('a loop without end is ended too', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { for (;;); };' }, { Timeout: 1 });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'timeout' });
  });

  test('a function that exits fails the call; the next call gets a new instance', async () => {
    const functions = fixture.functions({ 'index.js': counting });
    await expect(functions.invoke(ARN, '{"exit":true}')).rejects.toMatchObject({ failure: 'function error', message: expect.stringContaining('status 3') });
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('a function that runs out of memory fails the call; the next call gets a new instance', async () => {
    const functions = fixture.functions({
      'index.js': 'exports.handler = async (event) => { const all = []; while (event.grow) all.push(new Array(10000).fill({})); return 1; };',
    }, { MemorySize: 128, Timeout: 60 });
    await expect(functions.invoke(ARN, '{"grow":true}')).rejects.toMatchObject({ failure: 'function error' });
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('an error outside of the call ends the instance', async () => {
    const functions = fixture.functions({
      'index.js': 'exports.handler = async (event) => { if (event.later) { setTimeout(() => { throw new Error("late"); }, 5); await new Promise(() => setInterval(() => 0, 1000)); } return 1; };',
    });
    await expect(functions.invoke(ARN, '{"later":true}')).rejects.toMatchObject({ failure: 'function error', message: expect.stringContaining('late') });
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('as many instances as there are calls at once, up to a limit, each with one event at a time', async () => {
    const functions = fixture.functions({
      'index.js': `const { pid } = process; let active = 0;
        exports.handler = async () => { active++; const seen = active; await new Promise((r) => setTimeout(r, 100)); active--; return { pid, seen }; };`,
    });
    const answers = (await Promise.all(Array.from({ length: 12 }, async () => functions.invoke(ARN, '{}')))).map((answer) => JSON.parse(answer));
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(5);
    expect(answers.map(({ seen }) => seen)).toEqual(Array(12).fill(1));
  });

  test('reserved concurrency 0 throttles every call', async () => {
    const functions = fixture.functions({ 'index.js': counting }, { ReservedConcurrentExecutions: 0 });
    await functions.check([ARN]);
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'throttled' });
  });

  test('calls above the reserved concurrency are throttled', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = () => new Promise((r) => setTimeout(r, 200, 1));' }, { ReservedConcurrentExecutions: 1 });
    const results = await Promise.allSettled([functions.invoke(ARN, '{}'), functions.invoke(ARN, '{}')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

test.each([
  ['an error', 'async () => { throw new TypeError("Unauthorized"); }', 'TypeError: Unauthorized'],
  ['a text', '(event, context, callback) => callback("Unauthorized")', 'string: Unauthorized'],
])('what a function throws is known by its message alone too: %s', async (_name, handler, message) => {
  const functions = fixture.functions({ 'index.js': `exports.handler = ${handler};` });
  await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'function error', message, thrownMessage: 'Unauthorized' });
});

describe('limits of the payload', () => {
  test.each([[6_291_556, true], [6_291_557, false]])('an answer of %d bytes: %s', async (bytes, isTaken) => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async ({ bytes }) => "é".repeat((bytes - 2) >> 1) + "x".repeat((bytes - 2) & 1);' });
    const answer = functions.invoke(ARN, JSON.stringify({ bytes }));
    if (isTaken) expect(Buffer.byteLength(await answer)).toBe(bytes);
    else await expect(answer).rejects.toMatchObject({ failure: 'function error', message: expect.stringContaining('Function.ResponseSizeTooLarge') });
  });

  test('a request over 6 MB is refused', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => 1;' });
    await expect(functions.invoke(ARN, JSON.stringify('x'.repeat(6_291_456)))).rejects.toMatchObject({ failure: 'request too large' });
  });
});

describe('the check at the start', () => {
  test.each([
    ['a syntax error', { 'index.js': 'exports.handler = async () => {' }, /SyntaxError/],
    ['a missing module', { 'index.js': 'require("no-such-module");' }, /Cannot find module 'no-such-module'/],
    ['a missing export', { 'index.js': 'exports.other = 1;' }, /it has no export 'handler'/],
    ['an export that is no function', { 'index.js': 'exports.handler = 1;' }, /'handler' is not a function/],
    ['a missing file', { 'other.js': '' }, /there is no index.js, .mjs or .cjs/],
    ['a throw while it loads', { 'index.js': 'throw new Error("MY_TABLE is not set");' }, /MY_TABLE is not set/],
    ['an exit while it loads', { 'index.js': 'process.exit(1);' }, /exit status 1 while it loaded/],
    ['a rejection while an ES module loads', { 'index.mjs': 'await Promise.reject(new RangeError("no\\ntransform")); export const handler = async () => 1;' }, /RangeError: no transform$/],
    ['a module that waits for ever', { 'index.mjs': 'await new Promise(() => 0); export const handler = async () => 1;' }, /Runtime exited without providing a reason while it loaded/],
    ['an uncaught error while it loads', { 'index.mjs': 'setTimeout(() => { throw new RangeError("late"); }, 1); await new Promise((r) => setTimeout(r, 5000)); export const handler = 1;' }, /RangeError: late while it loaded/],
  ])('%s is one line with the function, its code and the reason', async (_name, files, reason) => {
    const functions = fixture.functions(files as Record<string, string>);
    const failure: Error = await functions.check([ARN]).then(() => { throw new Error('loaded'); }, (error) => error);
    expect(failure.name).toBe('Failure');
    expect(failure.message).toMatch(reason);
    expect(failure.message).toContain('MyFunction');
    expect(failure.message).toContain('index.handler');
    expect(failure.message).toContain(fixture.project);
    expect(failure.message).not.toContain('\n');
    for (const copy of copies()) expect(failure.message).not.toContain(copy);
  });

  test('a callback handler is refused for Node.js 24', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = (event, context, callback) => callback(null, 1);' }, { Runtime: 'nodejs24.x' });
    await expect(functions.check([ARN])).rejects.toThrow(/takes a callback/);
  });

  test('a function that loads is not called', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { console.log("called"); };' });
    await functions.check([ARN, ARN]);
    expect(fixture.logs).toEqual([]);
  });

  test.each([
    ['another runtime', { Runtime: 'python3.13', Code: { ZipFile: 'def handler(e, c): pass' } }, /python3.13/],
    ['a container image', { Code: { ImageUri: 'x' } }, /container images/],
    ['code that is not an asset', { Code: { S3Key: 'elsewhere.zip' } }, /not an asset/],
  ])('%s is named and fails when it is called', async (_name, properties, reason) => {
    const functions = fixture.of(properties);
    await functions.check([ARN]);
    expect(fixture.warnings).toEqual([expect.stringMatching(reason)]);
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'not run here' });
  });

  test('code in a zip file is named and fails when it is called', async () => {
    const zip = path.join(fixture.project, 'code.zip');
    writeFileSync(zip, 'PK');
    const functions = fixture.of({ Code: { S3Key: 'code.zip' } }, zip);
    await functions.check([ARN]);
    expect(fixture.warnings).toEqual([expect.stringContaining('zip files do not run here')]);
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'not run here' });
  });

  test('a function that the template does not define is named and fails when it is called', async () => {
    const functions = fixture.of({});
    await functions.check([`${ARN}-2`]);
    expect(fixture.warnings).toEqual([expect.stringContaining('the template does not define it')]);
    await expect(functions.invoke(`${ARN}-2`, '{}')).rejects.toMatchObject({ failure: 'function not found' });
  });
});

describe('logs', () => {
  test('every line of stdout and stderr is given on with the function’s name', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { console.log("one\\ntwo"); console.error("drei ü"); return 1; };' });
    await functions.invoke(ARN, '{}');
    for (let i = 0; i < 100 && fixture.logs.length < 3; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...fixture.logs].sort()).toEqual(['my-function: drei ü', 'my-function: one', 'my-function: two']);
  });
});

test('closing twice, also at once, does no more than closing once', async () => {
  const functions = fixture.functions({ 'index.js': 'exports.handler = async () => __dirname;' });
  const folder = JSON.parse(await functions.invoke(ARN, '{}'));
  await Promise.all([functions.close(), functions.close()]);
  await functions.close();
  expect(existsSync(folder)).toBe(false);
  expect(copies()).toEqual([]);
});

test('calls that wait for an instance end with the run, and start none', async () => {
  const functions = fixture.functions({ 'index.js': 'console.log("starts"); exports.handler = () => new Promise(() => setInterval(() => 0, 1000));' });
  const calls = Array.from({ length: 8 }, async () => functions.invoke(ARN, '{}'));
  for (let i = 0; i < 200 && fixture.logs.length < 5; i++) await new Promise((resolve) => setTimeout(resolve, 20));
  const [results] = await Promise.all([Promise.allSettled(calls), functions.close()]);
  expect(results.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
  expect(fixture.logs).toHaveLength(5);
  expect(copies()).toEqual([]);
});

test('close leaves no copy of the code behind', async () => {
  const functions = fixture.functions({ 'index.js': 'exports.handler = async () => __dirname;' });
  const folder = JSON.parse(await functions.invoke(ARN, '{}'));
  expect(existsSync(folder)).toBe(true);
  await fixture.end();
  expect(existsSync(folder)).toBe(false);
});

test('close ends calls under way, and no instance starts after it', async () => {
  const functions = fixture.functions({ 'index.js': 'exports.handler = () => new Promise(() => setInterval(() => 0, 1000));' });
  await functions.check([ARN]);
  const call = functions.invoke(ARN, '{}');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([expect(call).rejects.toMatchObject({ failure: 'function error' }), functions.close()]);
  await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'not run here' });
});

test('code that cannot be copied is one line', async () => {
  const asset = path.join(fixture.project, 'asset-with-a-pipe');
  mkdirSync(asset);
  execFileSync('mkfifo', [path.join(asset, 'pipe')]);
  const functions = fixture.of({ Code: { S3Key: 'code.zip' } }, asset);
  await expect(functions.check([ARN])).rejects.toThrow(/MyFunction cannot load .* its code cannot be copied to .*FIFO/);
});

test('the file of the runtime is found from the package’s root', () => {
  const root = path.resolve(__dirname, '../../..');
  expect(runtimeFile()).toBe(path.join(root, 'assets/cli/lambda/runtime/index.js'));
});
