import { writeFileSync } from 'fs';
import * as path from 'path';
import { readJsonFile } from '../../../cli/template/json-file';
import { temporaryFolder } from '../../support/assembly';

function read(content: string | Buffer): Record<string, any> {
  const file = path.join(temporaryFolder(), 'template.json');
  writeFileSync(file, content);
  return readJsonFile(file, 'write it again');
}

test('reads an object in UTF-8, with a byte order mark or without', () => {
  expect(read('{"a":"é"}')).toEqual({ a: 'é' });
  expect(read('\ufeff{"a":"é"}')).toEqual({ a: 'é' });
});

// PowerShell writes it, as in `cdk synth --json > template.json`.
test('names UTF-16', () => {
  expect(() => read(Buffer.from('\ufeff{"a":1}', 'utf16le'))).toThrow(/template\.json is not JSON \(got UTF-16, allowed UTF-8; convert it with iconv .*\): write it again/);
});

test('refuses Latin-1, which would change its texts', () => {
  expect(() => read(Buffer.from('{"a":"é"}', 'latin1'))).toThrow(/is not JSON \(it is not UTF-8\): write it again/);
});

test('refuses what is no object', () => {
  expect(() => read('[1]')).toThrow(/holds a list, not a JSON object/);
  expect(() => read('{')).toThrow(/is not JSON/);
});
