import { ARN, FunctionFixture } from './function-fixture';

const fixture = new FunctionFixture();
afterEach(async () => fixture.end());
afterAll(async () => fixture.remove());

describe('what the runtime logs of a failure', () => {
  const logged = async (line: RegExp) => {
    for (let i = 0; i < 200 && !fixture.logs.some((each) => line.test(each)); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fixture.logs).toEqual([expect.stringMatching(line)]);
  };

  test('a timeout', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = () => new Promise(() => setInterval(() => 0, 1000));' }, { Timeout: 1 });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'timeout', message: 'Task timed out after 1.00 seconds' });
    await logged(/^my-function: Task timed out after 1\.00 seconds$/);
  });

  test.each([
    [3, 'Runtime exited with error: exit status 3'],
    [0, 'Runtime exited without providing a reason'],
  ])('an exit with status %d', async (code, message) => {
    const functions = fixture.functions({ 'index.js': `exports.handler = async () => process.exit(${code});` });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'function error', message });
    await logged(new RegExp(`^my-function: Error: ${message}$`));
  });

  test('an exit between two calls', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { setTimeout(() => process.exit(4), 20); return 1; };' });
    await functions.invoke(ARN, '{}');
    await logged(/Runtime exited with error: exit status 4/);
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('too little memory', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => { const all = []; for (;;) all.push(new Array(10000).fill({})); };' }, { Timeout: 60 });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'function error', message: expect.stringContaining('out of memory') });
    await logged(/Runtime exited with error: signal: killed .*out of memory.*128 MB/);
  });

  test.each([
    ['an uncaught error during a call', 'setTimeout(() => { throw new TypeError("late"); }, 5); await new Promise(() => setInterval(() => 0, 1000));', 'Uncaught Exception', 'TypeError', 'late'],
    ['an unhandled rejection during a call', 'Promise.reject(new TypeError("late")); await new Promise(() => setInterval(() => 0, 1000));', 'Unhandled Promise Rejection', 'Runtime.UnhandledPromiseRejection', 'TypeError: late'],
  ])('%s', async (_name, body, what, errorType, errorMessage) => {
    const functions = fixture.functions({ 'index.js': `exports.handler = async () => { ${body} };` });
    await expect(functions.invoke(ARN, '{}')).rejects.toMatchObject({ failure: 'function error', message: expect.stringContaining('TypeError: late') });
    await logged(new RegExp(`^my-function: ERROR ${what} \\{"errorType":"${errorType}","errorMessage":"${errorMessage}",.*index\\.js`));
  });

  test.each([
    ['an uncaught error between two calls', 'setTimeout(() => { throw new TypeError("late"); }, 20);', /ERROR Uncaught Exception .*"TypeError".*"late"/],
    ['an unhandled rejection between two calls', 'setTimeout(() => Promise.reject(new TypeError("late")), 20);', /ERROR Unhandled Promise Rejection .*"TypeError: late"/],
    ['a rejection with something else than an error', 'setTimeout(() => Promise.reject({ toString: null }), 20);', /ERROR Unhandled Promise Rejection/],
  ])('%s', async (_name, body, line) => {
    const functions = fixture.functions({ 'index.js': `exports.handler = async () => { ${body} return 1; };` });
    await functions.invoke(ARN, '{}');
    await logged(line);
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('a thing that is thrown and cannot be read fails its call alone', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async (event) => { if (event.fail) throw Object.create(null); return 1; };' });
    await expect(functions.invoke(ARN, '{"fail":true}')).rejects.toMatchObject({ failure: 'function error' });
    expect(await functions.invoke(ARN, '{}')).toBe('1');
  });

  test('nothing, where the run ends the instance', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async () => 1;' });
    await functions.invoke(ARN, '{}');
    await functions.close();
    expect(fixture.logs).toEqual([]);
  });
});
