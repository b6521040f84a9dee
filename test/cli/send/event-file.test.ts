import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { readEventFile } from '../../../cli/send/event-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'event-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const target = path.join(folder, name);
  writeFileSync(target, text);
  return target;
}

const asIs = { eventIds: false };

test('reads one event a line and counts lines from 1', () => {
  const { events } = readEventFile(file('a.ndjson', '{"a":1}\n\n{"a":12345678901234567890}\r\n'), asIs);
  expect(events).toEqual([{ position: 1, text: '{"a":1}' }, { position: 3, text: '{"a":12345678901234567890}' }]);
});

test('reads the elements of an array', () => {
  expect(readEventFile(file('a.json', '[{"a":1},\n {"b":2}]'), asIs).events.map((event) => event.text)).toEqual(['{"a":1}', '{"b":2}']);
});

test('reads one object as one event', () => {
  expect(readEventFile(file('a.json', '{\n "a": 1\n}'), asIs).events).toHaveLength(1);
});

test.each([
  ['a line that is no JSON', '{"a":', 'not JSON'],
  ['a line that is no object', '[1]', 'not a JSON object'],
  ['an event that has no room for its line feed', `{"a":"${'x'.repeat(1_024_000 - 8)}"}`, '1024000 bytes, more than the 1023999 of one event'],
  ['an event over 1,000 KiB', `{"a":"${'x'.repeat(1_024_000)}"}`, '1024008 bytes, more than the 1023999 of one event'],
])('%s is refused before it makes its batch fail', (_name, line, reason) => {
  const { events, refused } = readEventFile(file('a.ndjson', `{"ok":true}\n${line}\n`), asIs);
  expect(events).toHaveLength(1);
  expect(refused.map((part) => [part.position, part.reason])).toEqual([[2, reason]]);
});

test('fails on a document that is no JSON and names the way out', () => {
  expect(() => readEventFile(file('a.json', '{"a":1}\n{"a":2}'), asIs)).toThrow(/one object a line ends in \.ndjson/);
});

test('fails on a file that is not there', () => {
  expect(() => readEventFile(path.join(folder, 'none.ndjson'), asIs)).toThrow(/none\.ndjson: cannot be read \(ENOENT\)/);
});

test('an event without event_id gets the same one each time, and equal events get different ones', () => {
  const source = file('a.ndjson', '{"a":1}\n{"a":1}\n{}\n');
  const ids = () => readEventFile(source, { eventIds: true }).events.map((event) => JSON.parse(event.text).event_id);
  expect(new Set(ids()).size).toBe(3);
  expect(ids()).toEqual(ids());
});

test('an event_id of the file is kept, and nothing else of the event changes', () => {
  const { events } = readEventFile(file('a.ndjson', '{"event_id":"mine"}\n{ "n":1.50}\n'), { eventIds: true });
  expect(events[0].text).toBe('{"event_id":"mine"}');
  expect(events[1].text).toMatch(/^\{"event_id":"[0-9a-f]{32}","n":1\.50\}$/);
});

test('fails on a file of another kind and names what it takes', () => {
  expect(() => readEventFile(file('a.csv', 'a,b\n1,2\n'), asIs)).toThrow(/got '\.csv', allowed \.ndjson \(one object a line\) or \.json/);
});

test('an event of a pretty-printed document is one line, so that it can be written to a file of lines', () => {
  const { events } = readEventFile(file('a.json', JSON.stringify([{ a: { b: 'x y' } }, { c: [1, 2] }], undefined, 2)), { eventIds: true });
  expect(events.map((event) => event.text).join('')).not.toContain('\n');
  expect(JSON.parse(events[0].text)).toMatchObject({ a: { b: 'x y' } });
});
