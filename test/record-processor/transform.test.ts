import childProcess from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { BatchMode } from '../../src';
import { RecordProcessor, Transform } from '../../src/record-processor';
import { theOnly } from '../support/stacks';

const CODE = 'export function transform(event) { return event; }';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'transform-'));
afterEach(() => jest.restoreAllMocks());
afterAll(() => fs.rmSync(root, { recursive: true }));

/** Files in a folder of their own. */
function folder(files: Record<string, string>): string {
  const made = fs.mkdtempSync(path.join(root, 'f'));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(made, file)), { recursive: true });
    fs.writeFileSync(path.join(made, file), text);
  }
  return made;
}

interface Synthesized { readonly stack: Stack; readonly module: string; readonly key: string; readonly asset: string; readonly files: string[] }

function synthesize(transform?: Transform, context?: Record<string, unknown>, batchMode?: BatchMode): Synthesized {
  const app = new App({ context });
  const stack = new Stack(app, 'Test');
  new RecordProcessor(stack, 'Processor', { transform, batchMode });
  const { Properties } = theOnly(stack, 'AWS::Lambda::Function');
  const manifest = JSON.parse(fs.readFileSync(path.join(app.outdir, 'Test.assets.json'), 'utf8'));
  const asset = path.resolve(app.outdir, manifest.files[path.basename(Properties.Code.S3Key, '.zip')].source.path);
  const files = fs.readdirSync(asset, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(asset, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  return { stack, module: Properties.Environment?.Variables.TRANSFORM_MODULE, key: Properties.Code.S3Key, asset, files };
}

describe('without a transform', () => {
  test('the asset is the handler alone', () => {
    expect(synthesize().files).toEqual(['index.mjs']);
    expect(synthesize().module).toBeUndefined();
  });
});

describe('packed records', () => {
  const source = (name: string) => fs.readFileSync(path.resolve(__dirname, '../../assets/record-processor/handler', name, 'index.mjs'), 'utf8');
  const handlerIn = ({ asset }: Synthesized) => fs.readFileSync(path.join(asset, 'index.mjs'), 'utf8');

  test('have a handler of their own, in a file of the same name', () => {
    const packed = synthesize(undefined, undefined, BatchMode.PACKED);
    expect(packed.files).toEqual(['index.mjs']);
    expect(handlerIn(packed)).toBe(source('packed.lambda'));
    expect(theOnly(packed.stack, 'AWS::Lambda::Function').Properties.Handler).toBe('index.handler');
    expect(handlerIn(synthesize(undefined, undefined, BatchMode.PER_EVENT))).toBe(source('index.lambda'));
    expect(synthesize(undefined, undefined, BatchMode.PER_EVENT).key).toBe(synthesize().key);
    expect(packed.key).not.toBe(synthesize().key);
  });

  test('have the same transforms', () => {
    const file = path.join(folder({ 't.mjs': CODE }), 't.mjs');
    const packed = synthesize(Transform.node(file), undefined, BatchMode.PACKED);
    expect(packed.files).toEqual(['index.mjs', 'transform/t.mjs']);
    expect(handlerIn(packed)).toBe(source('packed.lambda'));
    expect(packed.key).not.toBe(synthesize(Transform.node(file)).key);
  });
});

describe('a file', () => {
  test.each([
    ['.mjs as it is', 't.mjs', {}, './transform/t.mjs'],
    ['.cjs as it is', 't.cjs', {}, './transform/t.cjs'],
    ['.js as .mjs below a package.json of modules', 'src/t.js', { 'package.json': '{"type":"module"}' }, './transform/t.mjs'],
    ['.js as .cjs below a package.json of CommonJS', 'src/t.js', { 'package.json': '{"type":"commonjs"}' }, './transform/t.cjs'],
    ['.js as it is below a package.json that does not say', 'src/t.js', { 'package.json': '{"type":"module"}', 'src/package.json': '{}' }, './transform/t.js'],
  ])('is copied beside the handler: %s', (_, file, files, module) => {
    const made = folder({ [file]: CODE, ...files });
    const synthesized = synthesize(Transform.node(path.join(made, file)));
    expect(synthesized.module).toBe(module);
    expect(synthesized.files).toEqual(['index.mjs', module.slice(2)]);
    expect(fs.readFileSync(path.join(synthesized.asset, module), 'utf8')).toBe(CODE);
  });

  test('is found from the working directory', () => {
    const file = path.join(folder({ 't.mjs': CODE }), 't.mjs');
    expect(synthesize(Transform.node(path.relative(process.cwd(), file))).key).toBe(synthesize(Transform.node(file)).key);
  });

  test.each([
    ["import { a } from './a.mjs';", './a.mjs'],
    ["import './a.mjs';", './a.mjs'],
    ["export * from '../a.mjs';", '../a.mjs'],
    ["import {\n  a,\n  b,\n} from './a.mjs';", './a.mjs'],
    ["const a = await import('./a.mjs');", './a.mjs'],
    ["import dayjs from 'dayjs';", 'dayjs'],
  ])('is warned of if it imports what is not copied: %s', (code, name) => {
    const { stack } = synthesize(Transform.node(path.join(folder({ 't.mjs': `${code}\n${CODE}` }), 't.mjs')));
    Annotations.fromStack(stack).hasWarning('/Test/Processor', Match.stringLikeRegexp(`imports ${name.replace(/\./g, '\\.')}, but only this file is copied; give its folder.*`));
  });

  test.each([
    ["import { createHash } from 'node:crypto'; import fs from 'fs';"],
    ["import { S3Client } from '@aws-sdk/client-s3';"],
    ["const text = 'import x from elsewhere';"],
  ])('is not warned of if it imports what is there: %s', (code) => {
    const { stack } = synthesize(Transform.node(path.join(folder({ 't.mjs': `${code}\n${CODE}` }), 't.mjs')));
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('a folder', () => {
  test.each<[string, Record<string, string>, string]>([
    ['index.mjs', { 'index.mjs': CODE, 'index.js': '' }, 'index.mjs'],
    ['index.js', { 'index.js': CODE, 'package.json': '{"type":"module"}' }, 'index.js'],
    ['index.cjs', { 'index.cjs': CODE, 'package.json': '{"name":"t"}' }, 'index.cjs'],
    ['main', { 'dist/t.js': CODE, 'index.js': '', 'package.json': '{"main":"./dist/t.js"}' }, 'dist/t.js'],
    ['main without extension', { 'dist/t.js': CODE, 'package.json': '{"main":"dist/t"}' }, 'dist/t.js'],
    ['main that is a folder', { 'dist/index.js': CODE, 'package.json': '{"main":"dist"}' }, 'dist/index.js'],
    ['exports', { 'a.mjs': CODE, 'b.js': '', 'package.json': '{"exports":"./a.mjs","main":"b.js"}' }, 'a.mjs'],
    ['exports of the package itself', { 'a.mjs': CODE, 'package.json': '{"exports":{".":"./a.mjs"}}' }, 'a.mjs'],
    ['exports by condition', { 'a.mjs': CODE, 'a.cjs': CODE, 'package.json': '{"exports":{".":{"require":"./a.cjs","import":"./a.mjs"}}}' }, 'a.mjs'],
  ])('is entered by %s', (_, files, entry) => {
    expect(synthesize(Transform.node(folder(files))).module).toBe(`./transform/${entry}`);
  });

  test('is copied whole, with its dependencies', () => {
    const files = { 'index.mjs': CODE, 'lib/a.mjs': '', 'node_modules/dep/package.json': '{}', 'node_modules/dep/index.js': '' };
    expect(synthesize(Transform.node(folder(files))).files)
      .toEqual(['index.mjs', ...Object.keys(files).map((file) => `transform/${file}`)].sort());
  });

  test('without a package.json keeps the type of the one above it', () => {
    const made = folder({ 'package.json': '{"type":"module"}', 'src/index.js': CODE });
    const { asset } = synthesize(Transform.node(path.join(made, 'src')));
    expect(JSON.parse(fs.readFileSync(path.join(asset, 'transform/package.json'), 'utf8'))).toEqual({ type: 'module' });
  });

  test('may hold links', () => {
    const made = folder({ 'index.mjs': CODE, 'lib/a.mjs': 'a' });
    fs.symlinkSync('lib/a.mjs', path.join(made, 'inside.mjs'));
    fs.symlinkSync(path.join(folder({ 'b.mjs': 'b' }), 'b.mjs'), path.join(made, 'outside.mjs'));
    const { asset } = synthesize(Transform.node(made));
    expect(fs.readFileSync(path.join(asset, 'transform/inside.mjs'), 'utf8')).toBe('a');
    expect(fs.lstatSync(path.join(asset, 'transform/outside.mjs')).isSymbolicLink()).toBe(false);
  });
});

describe('fails', () => {
  test.each<[string, Record<string, string>, string, RegExp]>([
    ['with TypeScript, and says how to build it', { 'shop.ts': '' }, 'shop.ts',
      /got .*shop\.ts, which is TypeScript, allowed .*; build it first and give the result: npx esbuild shop\.ts --bundle --platform=node --format=esm --outfile=shop\.mjs$/],
    ['with a file that does not exist', {}, 'shop.mjs', /got .*shop\.mjs, which does not exist, allowed .*; relative paths start at the working directory/],
    ['with a folder without an entry', { 'readme.md': '' }, '.', /a folder without an entry, allowed .*; add an index\.mjs/],
    ['with a folder whose entry does not exist', { 'package.json': '{"main":"lib/shop.js"}', 'index.js': '' }, '.', /package\.json names lib\/shop\.js, which does not exist/],
    ['with a folder whose entry is outside of it', { 'package.json': '{"main":"../x.js"}' }, '.', /package\.json names \.\.\/x\.js, which does not exist/],
    ['with a folder whose entry is TypeScript', { 'package.json': '{"main":"shop.ts"}', 'shop.ts': '' }, '.', /with the entry shop\.ts, which is TypeScript/],
    ['with another extension', { 'shop.py': '' }, 'shop.py', /got .*shop\.py, allowed a \.mjs, \.cjs or \.js file, or a folder with such an entry; give the JavaScript/],
    ['with a broken package.json', { 'package.json': '{', 'index.js': '' }, '.', /whose package\.json is not valid JSON: .*, allowed/],
  ])('%s', (_, files, file, message) => {
    const stack = new Stack(new App(), 'Test');
    const given = path.join(folder(files), file);
    expect(() => new RecordProcessor(stack, 'Processor', { transform: Transform.node(given) })).toThrow(message);
    expect(() => new RecordProcessor(stack, 'Other', { transform: Transform.node(given) })).toThrow(/^\[Test\/Other\] transform: /);
  });

  test('with a folder that contains the output of the synth', () => {
    const made = folder({ 'index.mjs': CODE });
    const stack = new Stack(new App({ outdir: path.join(made, 'cdk.out') }), 'Test');
    expect(() => new RecordProcessor(stack, 'Processor', { transform: Transform.node(made) })).toThrow(/which contains the output of the synth/);
  });
});

describe('the asset', () => {
  test('is the same for the same contents, wherever, whenever and with whatever modes they lie', () => {
    const one = folder({ 'index.mjs': CODE, 'lib/a.mjs': 'a' });
    const two = folder({ 'index.mjs': CODE, 'lib/a.mjs': 'a' });
    fs.utimesSync(path.join(two, 'index.mjs'), 0, 0);
    fs.chmodSync(path.join(two, 'index.mjs'), 0o600);
    const [first, second] = [one, two].map((made) => synthesize(Transform.node(made)));
    expect(second.key).toBe(first.key);
    expect(fs.statSync(path.join(second.asset, 'transform/index.mjs')).mode % 0o1000).toBe(0o755);
  });

  test('is another one for other contents, names or entries', () => {
    const made = folder({ 'a.mjs': CODE, 'b.mjs': CODE, 'c.mjs': `${CODE} ` });
    const keys = [undefined, ...['a.mjs', 'b.mjs', 'c.mjs'].map((file) => Transform.node(path.join(made, file)))].map((transform) => synthesize(transform).key);
    expect(new Set(keys).size).toBe(4);
  });

  test('is staged once, and nothing else is left', () => {
    const app = new App();
    const transform = Transform.node(path.join(folder({ 't.mjs': CODE }), 't.mjs'));
    for (const name of ['One', 'Two']) {
      const stage = new Stage(app, name);
      for (const id of ['A', 'B']) {
        const stack = new Stack(stage, id);
        new RecordProcessor(stack, 'Plain');
        new RecordProcessor(stack, 'Changing', { transform });
        new RecordProcessor(stack, 'ChangingToo', { transform });
      }
    }
    app.synth();
    expect(fs.readdirSync(app.outdir).filter((name) => name.startsWith('asset.'))).toHaveLength(2);
    expect(fs.readdirSync(app.outdir).filter((name) => !/^(asset\.\w+\.lambda|assembly-\w+|cdk\.out|manifest\.json|tree\.json)$/.test(name))).toEqual([]);
  });

  test('is there if the stack is not among those that are bundled', () => {
    const transform = Transform.node(path.join(folder({ 't.mjs': CODE }), 't.mjs'));
    expect(synthesize(transform, { 'aws:cdk:bundling-stacks': [] }).files).toContain('transform/t.mjs');
  });

  test('is there if the CDK does not stage assets', () => {
    const transform = Transform.node(path.join(folder({ 't.mjs': CODE }), 't.mjs'));
    expect(synthesize(transform, { 'aws:cdk:disable-asset-staging': true }).files).toContain('transform/t.mjs');
  });

  test('is made in silence, in process', () => {
    const started = (['spawn', 'spawnSync', 'exec', 'execFile', 'execSync', 'execFileSync', 'fork'] as const).map((name) => jest.spyOn(childProcess, name));
    const printed = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
    synthesize(Transform.node(folder({ 'index.mjs': CODE })));
    const [calls, writes] = [started, printed].map((spies) => spies.flatMap(({ mock }) => [...mock.calls] as unknown[]));
    jest.restoreAllMocks();
    expect(calls).toEqual([]);
    expect(writes).toEqual([]);
  });
});
