import * as fs from 'fs';
import { record, records, written } from './firehose-records';
import { bundleFile, invoke as invokeBundle } from './invoke-bundle';
import { MAX_HANDLER_BYTES } from '../../../bench/measure/handler-bundle';

const BUNDLE = bundleFile('index.lambda');

function invoke(...rest: [events: object[], files?: Record<string, string>, module?: string]) {
  return invokeBundle('index.lambda', ...rest);
}

function batch(...payloads: string[]): object {
  return { invocationId: 'i', deliveryStreamArn: 'arn', region: 'eu-west-1', records: records(...payloads) };
}

describe('the bundle', () => {
  test('is at most 10 KB', () => {
    expect(fs.statSync(BUNDLE).size).toBeLessThanOrEqual(MAX_HANDLER_BYTES);
  });

  test('needs no package', () => {
    const required = [...fs.readFileSync(BUNDLE, 'utf8').matchAll(/\bfrom"([^"]+)"/g)].map(([, name]) => name);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !['buffer', 'crypto', 'fs', 'path', 'url', 'util'].includes(name))).toEqual([]);
  });

  test('answers a batch and logs what failed, by its hash alone', () => {
    const { answers: [answer], log } = invoke([batch('{"a":1}', 'secret', 'secret')]);
    expect(answer.records.map(({ result }: any) => result)).toEqual(['Ok', 'ProcessingFailed', 'ProcessingFailed']);
    expect(written(answer.records[0])).toMatch(/^\{"a":1,"event_id":"id-0",/);
    expect(log).toMatchObject([{ FunctionName: 'processor', FailedRecords: 2, code: 'NotJson' }]);
    expect(JSON.stringify(log)).not.toContain('secret');
  });

  test('logs nothing if all is well', () => {
    expect(invoke([batch('{}')]).log).toEqual([]);
  });
});

const UPPER = '(event) => ({ ...event, a: event.a.toUpperCase() })';

describe("a user's module", () => {
  test.each([
    ['an ES module with a named export', { 't.mjs': 'export function transform(event) { return { ...event, a: event.a.toUpperCase() }; }' }, './t.mjs'],
    ['an ES module with a default export', { 't.mjs': `export default ${UPPER};` }, './t.mjs'],
    ['an ES module that waits', { 't.mjs': `await new Promise((resolve) => setTimeout(resolve, 20)); export const transform = ${UPPER};` }, './t.mjs'],
    ['a CommonJS module with a named export', { 't.cjs': `exports.transform = ${UPPER};` }, './t.cjs'],
    ['a CommonJS module that computes its exports', { 't.cjs': `module.exports = Object.fromEntries([['transform', ${UPPER}]]);` }, './t.cjs'],
    ['a CommonJS module that is the function', { 't.cjs': `module.exports = ${UPPER};` }, './t.cjs'],
    ['a compiled ES module', { 't.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${UPPER};` }, './t.cjs'],
    ['a folder with dependencies', {
      'transform/package.json': '{"type":"module"}',
      'transform/src/main.js': 'import upper from \'upper\'; import { a } from \'./a.js\'; export const transform = (event) => ({ ...event, [a]: upper(event.a) });',
      'transform/src/a.js': 'export const a = \'a\';',
      'transform/node_modules/upper/index.js': 'module.exports = (text) => text.toUpperCase();',
    }, './transform/src/main.js'],
  ])('may be %s', (_, files, module) => {
    const { answers: [answer] } = invoke([batch('{"a":"x"}')], files as unknown as Record<string, string>, module);
    expect(written(answer.records[0])).toMatch(/^\{"a":"X",/);
  });

  test('is loaded once', () => {
    const { answers } = invoke([batch('{}', '{}'), batch('{}')], { 't.mjs': 'let n = 0; export const transform = () => ({ n: ++n });' }, './t.mjs');
    const counted = answers.flatMap(({ records: made }: any) => made).map((answer: any) => JSON.parse(written(answer)).n);
    expect(counted).toEqual([1, 2, 3]);
  });

  test.each([
    ['does not exist', {}, /cannot load the transform \.\/t\.mjs: Error \[ERR_MODULE_NOT_FOUND\]: Cannot find module/],
    ['does not parse', { 't.mjs': 'export function {' }, /cannot load the transform \.\/t\.mjs: SyntaxError: /],
    ['throws', { 't.mjs': 'throw new Error("no database")' }, /cannot load the transform \.\/t\.mjs: Error: no database/],
    ['exports no function', { 't.mjs': 'export const transform = 17;' }, /cannot load the transform \.\/t\.mjs: it exports no function "transform"/],
  ])('that %s fails the start of the function with the reason', (_, files, message) => {
    const { answers } = invoke([batch('{}'), batch('{}')], files as Record<string, string>, './t.mjs');
    expect(answers).toEqual([{ error: expect.stringMatching(message) }]);
  });

  test('that throws is named by class and place, and quotes nothing', () => {
    const { log } = invoke([{ records: [record('{"a":"secret"}')] }], {
      'transform/t.mjs': 'import { price } from \'./lib/price.mjs\';\nexport function transform(event) { return price(event); }',
      'transform/lib/price.mjs': '\nexport function price(event) {\n  return JSON.parse(event.a);\n}',
    }, './transform/t.mjs');
    expect(log).toMatchObject([{ code: 'TransformFailed', message: expect.stringMatching(/: SyntaxError at lib\/price\.mjs:3:\d+$/) }]);
    expect(JSON.stringify(log)).not.toContain('secret');
  });

  test('that skips events is counted', () => {
    const { log } = invoke([batch('{}', '{}')], { 't.mjs': 'export const transform = () => undefined;' }, './t.mjs');
    expect(log).toMatchObject([{ FunctionName: 'processor', DroppedRecords: 2 }]);
  });
});
