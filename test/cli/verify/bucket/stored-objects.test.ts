import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { gzipSync } from 'zlib';
import { ObjectWindow } from '../../../../cli/verify/bucket/object-window';
import { StoredObjects } from '../../../../cli/verify/bucket/stored-objects';
import { temporaryFolder } from '../../../support/assembly';

const HOURS = ['-2026-11-22-23-'];
const NAME = 'stream-1-2026-11-22-23-59-30-00000000-0000-4000-8000-000000000000';

function folderWith(objects: Record<string, string | Buffer>): string {
  const folder = temporaryFolder();
  for (const [key, content] of Object.entries(objects)) {
    mkdirSync(path.dirname(path.join(folder, key)), { recursive: true });
    writeFileSync(path.join(folder, key), content);
  }
  return folder;
}

const read = (objects: Record<string, string | Buffer>) => new StoredObjects().in(folderWith(objects), HOURS);

test.each([
  ['gzip', gzipSync('{"a":1}\n'), 'gzip', '{"a":1}\n'],
  ['no compression', '{"a":1}\n', 'plain', '{"a":1}\n'],
  ['Parquet', 'PAR1…', 'unreadable', ''],
  ['Snappy', Buffer.from([0, 0, 1, 5, 0, 0]), 'unreadable', ''],
])('with %s the bytes decide', (_name, content, format, text) => {
  expect(read({ [`firehose/dt=2026-11-22/${NAME}`]: content })).toMatchObject([{ place: 'rows', format, text }]);
});

test('failed records lie elsewhere than rows, under any prefix', () => {
  const found = read({
    [`firehose/dt=2026-11-22/${NAME}.gz`]: '',
    [`a/b-errors/type=processing-failed/dt=2026-11-22/${NAME}`]: '',
    [`a/b/dt=2026-11-22/${NAME}`]: '',
  });
  expect(Object.fromEntries(found.map(({ key, place }) => [key.split('/')[0] + key.split('/')[1], place])))
    .toEqual({ 'firehosedt=2026-11-22': 'rows', 'ab-errors': 'errors', 'ab': 'rows' });
});

test('what is of another hour, or no object of a pipeline, is not read', () => {
  expect(read({ 'firehose/dt=2026-11-22/stream-1-2026-11-22-20-59-30-x.gz': '', 'other/file.txt': '', [`other/${NAME}`]: '' })).toEqual([]);
});

test('an object is read once', () => {
  const key = `firehose/dt=2026-11-22/${NAME}`;
  const folder = folderWith({ [key]: 'first\n' });
  const objects = new StoredObjects();
  objects.in(folder, HOURS);
  writeFileSync(path.join(folder, key), 'second\n');
  expect(objects.in(folder, HOURS)).toMatchObject([{ text: 'first\n' }]);
});

test('a folder that is not there yet holds nothing', () => {
  expect(new StoredObjects().in(path.join(temporaryFolder(), 'none'), HOURS)).toEqual([]);
});

test('the window reaches from an hour before the run to an hour after it', () => {
  const window = new ObjectWindow(Date.UTC(2026, 11, 31, 23, 30));
  expect(window.hours(Date.UTC(2027, 0, 1, 0, 10))).toEqual(['-2026-12-31-22-', '-2026-12-31-23-', '-2027-01-01-00-', '-2027-01-01-01-']);
});
