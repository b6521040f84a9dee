import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { differences } from './differences';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'differences-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function written(name: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
    writeFileSync(path.join(folder, name, file), text);
  }
  return path.join(folder, name);
}

const BUNDLES = { 'cli/main/index.js': 'run();\n', 'handler/index.mjs': 'export{}' };

function compared(given: Record<string, string>): string[] {
  return differences(written('rebuilt', BUNDLES), written('given', given));
}

test('equal bundles have none', () => {
  expect(compared(BUNDLES)).toEqual([]);
});

test('one other byte is found', () => {
  expect(compared({ ...BUNDLES, 'cli/main/index.js': 'ran();\n' })).toEqual(['cli/main/index.js differs from byte 1 on']);
});

test.each([['a byte more', 'export{};'], ['a byte less', 'export{']])('%s is found', (_, text) => {
  expect(compared({ ...BUNDLES, 'handler/index.mjs': text })).toEqual([`handler/index.mjs differs from byte ${Math.min(text.length, 8)} on`]);
});

test('a bundle that is not there is found', () => {
  expect(compared({ 'cli/main/index.js': BUNDLES['cli/main/index.js'] })).toEqual(['handler/index.mjs is missing']);
});

test('a file that no bundle task writes is found', () => {
  expect(compared({ ...BUNDLES, 'handler/hook.mjs': '' })).toEqual(['handler/hook.mjs does not come from the sources']);
});
