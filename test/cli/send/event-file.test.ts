import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { deflateSync, gzipSync } from 'zlib';
import * as fc from 'fast-check';
import type { Failure } from '../../../cli/failure';
import { readEvents } from '../../../cli/send/event-file';
import type { FileEvent, RefusedPart } from '../../../cli/send/event-file';
import { EventSource } from '../../../cli/send/event-source';
import { runs } from '../../support/property-runs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'event-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

interface ReadFile {
  readonly events: FileEvent[];
  readonly refused: RefusedPart[];
  readonly replacedIds: number[];
  readonly broken?: Failure;
}

async function read(name: string, eventIds = false): Promise<ReadFile> {
  const events: FileEvent[] = [];
  const refused: RefusedPart[] = [];
  const replacedIds: number[] = [];
  let broken: Failure | undefined;
  const options = {
    eventIds,
    onRefused: (part: RefusedPart) => refused.push(part),
    onReplacedId: (position: number) => replacedIds.push(position),
    onBroken: (failure: Failure) => {
      broken = failure;
    },
  };
  for await (const some of readEvents(await EventSource.open(name), options)) events.push(...some);
  return { events, refused, replacedIds, broken };
}

/** The one error of a file of which nothing can be sent. */
async function problemOf(name: string, content: string | Buffer): Promise<string> {
  const { events, broken } = await read(file(name, content)).catch((error: Failure) => ({ events: [], broken: error }));
  expect(events).toEqual([]);
  return broken!.message;
}

const texts = async (name: string, content: string | Buffer) => (await read(file(name, content))).events.map(({ text }) => text);

test('reads one event a line and counts lines from 1', async () => {
  const { events } = await read(file('a.ndjson', '{"a":1}\n\n{"a":12345678901234567890}\r\n'));
  expect(events).toEqual([{ position: 1, text: '{"a":1}' }, { position: 3, text: '{"a":12345678901234567890}' }]);
});

test('reads the elements of an array', async () => {
  expect(await texts('a.json', '[{"a":1},\n {"b":2}]')).toEqual(['{"a":1}', '{"b":2}']);
});

test('reads one object as one event, on one line', async () => {
  expect(await texts('a.json', '{\n "a": 1\n}')).toEqual(['{"a":1}']);
});

test.each([
  ['a line that is no JSON', '{"a":', 'not JSON'],
  ['a line that is no object', '[1]', 'not a JSON object'],
  ['an event that has no room for its line feed', `{"a":"${'x'.repeat(1_024_000 - 8)}"}`, '1024000 bytes, more than the 1023999 of one event'],
  ['an event over 1,000 KiB', `{"a":"${'x'.repeat(1_024_000)}"}`, '1024008 bytes, more than the 1023999 of one event'],
  ['a line with a NUL', '{"a":"\0"}', 'not JSON'],
])('%s is refused before it makes its batch fail', async (_name, line, reason) => {
  const { events, refused } = await read(file('a.ndjson', `{"ok":true}\n${line}\n`));
  expect(events).toHaveLength(1);
  expect(refused.map((part) => [part.position, part.reason, part.text])).toEqual([[2, reason, line]]);
});

test('fails on a document that is no JSON and names the way out', async () => {
  expect(await problemOf('a.json', '{"a":1}\n{"a":2}')).toMatch(/one object a line ends in \.ndjson/);
});

test('fails on a file that is not there, and on a folder', async () => {
  await expect(read(path.join(folder, 'none.ndjson'))).rejects.toThrow(/none\.ndjson: cannot be read \(ENOENT\); give the path of an \.ndjson, \.jsonl, \.json or \.gz file, or - for standard input$/);
  await expect(read(path.join(folder, 'none.gz'))).rejects.toThrow(/none\.gz: cannot be read \(ENOENT\)/);
  mkdirSync(path.join(folder, 'a.ndjson'));
  await expect(read(path.join(folder, 'a.ndjson'))).rejects.toThrow(/^[^:]*a\.ndjson: cannot be read \(EISDIR\)/);
});

test('fails on a file of another kind and names what it takes', async () => {
  expect(await problemOf('a.csv', 'a,b\n1,2\n')).toMatch(/got '\.csv', allowed \.ndjson or \.jsonl \(one object a line\), \.json/);
});

test('an event of a pretty-printed document is one line, so that it can be written to a file of lines', async () => {
  const { events } = await read(file('a.json', JSON.stringify([{ a: { b: 'x y' } }, { c: [1, 2] }], undefined, 2)), true);
  expect(events.map((event) => event.text).join('')).not.toContain('\n');
  expect(JSON.parse(events[0].text)).toMatchObject({ a: { b: 'x y' } });
});

describe('the encoding', () => {
  const LATIN_1 = Buffer.from('{"t":"caf\xe9"}', 'latin1');

  test('a line in Latin-1 is refused with its bytes, and the others are read', async () => {
    const { events, refused } = await read(file('a.ndjson', Buffer.concat([Buffer.from('{"a":1}\n'), LATIN_1, Buffer.from('\n{"a":"é"}\n')])));
    expect(events.map(({ position, text }) => [position, text])).toEqual([[1, '{"a":1}'], [3, '{"a":"é"}']]);
    expect(refused).toEqual([{ position: 2, reason: 'not UTF-8', text: LATIN_1 }]);
  });

  test('a document in Latin-1 is an error that names the line', async () => {
    expect(await problemOf('a.json', Buffer.concat([Buffer.from('[\n{"é":1},\n'), LATIN_1, Buffer.from(']')]))).toMatch(/a\.json: line 3: not UTF-8$/);
  });

  test.each<[string, Buffer]>([
    ['a cut character', Buffer.from([0xc3])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
    ['a surrogate in bytes', Buffer.from([0xed, 0xa0, 0x80])],
    ['a code above the last', Buffer.from([0xf4, 0x90, 0x80, 0x80])],
    ['a lone continuation', Buffer.from([0x80])],
  ])('%s is not UTF-8', async (_name, bytes) => {
    const { events, refused } = await read(file('a.ndjson', Buffer.concat([Buffer.from('{"a":"'), bytes, Buffer.from('"}\n')])));
    expect([events, refused.map(({ reason }) => reason)]).toEqual([[], ['not UTF-8']]);
  });

  test.each(['a.ndjson', 'a.json'])('a byte order mark of UTF-8 is no part of the event of %s', async (name) => {
    expect(await texts(name, '\ufeff{"a":1}')).toEqual(['{"a":1}']);
  });

  test('an escaped lone surrogate stays as it is', async () => {
    expect(await texts('a.ndjson', '{"a":"\\ud800"}\n')).toEqual(['{"a":"\\ud800"}']);
  });

  const swapped = Buffer.from('{"a":1}\n', 'utf16le').swap16();
  test.each<[string, Buffer]>([
    ['UTF-16 with a byte order mark', Buffer.from('\ufeff{"a":1}\n', 'utf16le')],
    ['UTF-16 without one', Buffer.from('{"a":1}\n', 'utf16le')],
    ['UTF-16 in the other byte order', swapped],
    ['UTF-16 in the other byte order with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
  ])('%s is an error that names it', async (_name, content) => {
    for (const [name, bytes] of [['a.ndjson', content], ['a.json', content], ['a.ndjson.gz', gzipSync(content)]] as const) {
      expect(await problemOf(name, bytes)).toMatch(/got UTF-16, allowed UTF-8; convert it with iconv/);
    }
  });
});

describe('compression', () => {
  const LINES = '{"a":1}\n{"a":2}\n';

  test.each(['a.gz', 'a.ndjson.gz', 'a.jsonl.gz', 'A.NDJSON.GZ'])('reads the lines of %s', async (name) => {
    expect(await texts(name, gzipSync(LINES))).toEqual(['{"a":1}', '{"a":2}']);
  });

  test('reads the document of a .json.gz', async () => {
    expect(await texts('a.json.gz', gzipSync('[{"a":1},{"a":2}]'))).toEqual(['{"a":1}', '{"a":2}']);
  });

  test('reads all members of a file of several, with lines across them', async () => {
    expect(await texts('a.gz', Buffer.concat(['{"a":1}\n{"b"', '', ':2}\n', '{"c":3}'].map((text) => gzipSync(text))))).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
  });

  test('reads a byte order mark within compressed data', async () => {
    expect(await texts('a.gz', gzipSync('\ufeff{"a":1}'))).toEqual(['{"a":1}']);
  });

  test('an empty file has no events', async () => {
    for (const name of ['a.gz', 'a.ndjson', 'a.json', 'a.json.gz']) {
      expect(await read(file(name, ''))).toMatchObject({ events: [], refused: [], broken: undefined });
    }
    expect(await texts('b.gz', gzipSync(''))).toEqual([]);
  });

  test.each(['a.ndjson', 'a.json'])('gzip data that is named %s is an error that names it', async (name) => {
    expect(await problemOf(name, gzipSync(LINES))).toBe(`${path.join(folder, name)}: got gzip data, allowed JSON text in UTF-8; name it ${name}.gz`);
  });

  test('text that is named .gz is an error that names it', async () => {
    expect(await problemOf('a.gz', LINES)).toMatch(/a\.gz: got text, allowed gzip data; name it by what it is$/);
  });

  test('what is compressed twice is an error', async () => {
    expect(await problemOf('a.gz', gzipSync(gzipSync(LINES)))).toMatch(/got gzip data, allowed JSON text in UTF-8$/);
  });

  test.each<[string, Buffer]>([
    ['Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04])],
    ['bzip2', Buffer.from('BZh91AY')],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
    ['ZIP', Buffer.from('PK\x03\x04....')],
    ['Snappy', Buffer.from([0xff, 0x06, 0x00, 0x00, 0x73, 0x4e])],
    ['Parquet', Buffer.from('PAR1....')],
  ])('%s is named', async (name, content) => {
    expect(await problemOf('a.ndjson', content)).toMatch(new RegExp(`got ${name} data, allowed JSON text in UTF-8$`));
    expect(await problemOf('a.gz', content)).toMatch(new RegExp(`got ${name} data, allowed JSON text in UTF-8; name it by what it is$`));
  });

  test('a file that is cut gives one error, and no event that is not whole', async () => {
    const all = gzipSync(Array.from({ length: 50_000 }, (_unused, n) => `{"n":${n},"r":"${Math.imul(n, 2_654_435_761)}"}\n`).join(''));
    for (const length of [11, Math.floor(all.length / 2), all.length - 1]) {
      const name = file('a.gz', all.subarray(0, length));
      const { events, refused, broken } = await read(name).catch((error: Failure) => ({ events: [] as FileEvent[], refused: [], broken: error }));
      expect(refused).toEqual([]);
      expect(broken!.message).toMatch(/^[^\n]*a\.gz: got gzip data that ends early; get the whole file(; nothing after line \d+ was read)?$/);
      events.forEach(({ position, text }) => expect(JSON.parse(text).n).toBe(position - 1));
      const [, last = '0'] = /after line (\d+)/.exec(broken!.message) ?? [];
      expect(events.length).toBe(Number(last));
    }
  });

  test('a file that is damaged gives one error', async () => {
    const bytes = gzipSync(LINES);
    bytes[bytes.length - 6] = 255 - bytes[bytes.length - 6];
    expect((await read(file('a.gz', bytes)).catch((error: Failure) => ({ broken: error }))).broken!.message).toMatch(/got gzip data that is damaged \(incorrect data check\)/);
    expect(await problemOf('b.gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), deflateSync(LINES)]))).toMatch(/got gzip data that is damaged/);
  });
});

test('any text comes through whole, however its bytes are cut into members and chunks', async () => {
  const event = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), { maxKeys: 3 });
  const events = fc.array(event, { minLength: 1, maxLength: 20 });
  await fc.assert(fc.asyncProperty(events, fc.array(fc.nat(400), { maxLength: 5 }), fc.boolean(), async (some, cuts, crlf) => {
    const lines = some.map((each) => JSON.stringify(each));
    const bytes = Buffer.from(lines.join(crlf ? '\r\n' : '\n'));
    const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
    const members = places.slice(1).map((end, index) => gzipSync(bytes.subarray(places[index], end)));
    expect(await texts('a.ndjson', bytes)).toEqual(lines);
    expect(await texts('a.gz', Buffer.concat(members))).toEqual(lines);
  }), runs(60));
});

test('any bytes are events, refused parts or an error, and each line of the first two is one of them', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constant(Buffer.from('{"é":"中"}'))), { maxLength: 6 }), async (parts) => {
    const bytes = Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
    const { events, refused, broken } = await read(file('a.ndjson', bytes)).catch((error: Failure) => ({ events: [], refused: [], broken: error }));
    if (broken !== undefined) {
      expect(broken.name).toBe('Failure');
      return;
    }
    // Split by code, as no decoder does it.
    const lines = bytes.toString('latin1').split('\n').map((line) => Buffer.from(line, 'latin1'));
    const blank = lines.filter((line) => line.toString().trim() === '').length;
    expect(events.length + refused.length + blank).toBe(lines.length);
    events.forEach(({ text }) => expect(Buffer.from(text).includes(Buffer.from('\ufffd'))).toBe(false));
  }), runs(200));
});

test('a line that never ends is an error before it fills the memory', async () => {
  expect(await problemOf('a.gz', gzipSync(Buffer.alloc(70 * 1024 * 1024, 0x20)))).toMatch(/got a line of more than 67108864 bytes, allowed one object a line/);
});

describe('event ids', () => {
  test('an event without event_id gets the same one each time, and equal events get different ones', async () => {
    const source = file('a.ndjson', '{"a":1}\n{"a":1}\n{}\n');
    const ids = async () => (await read(source, true)).events.map((event) => JSON.parse(event.text).event_id);
    expect(new Set(await ids()).size).toBe(3);
    expect(await ids()).toEqual(await ids());
  });

  test('an event_id of the file is kept, and nothing else of the event changes', async () => {
    const { events, replacedIds } = await read(file('a.ndjson', '{"event_id":"mine"}\n{ "n":1.50}\n'), true);
    expect(events[0].text).toBe('{"event_id":"mine"}');
    expect(events[1].text).toMatch(/^\{"event_id":"[0-9a-f]{32}","n":1\.50\}$/);
    expect(replacedIds).toEqual([]);
  });

  test.each([
    ['a number', '5'], ['an empty string', '""'], ['null', 'null'], ['129 characters', JSON.stringify('x'.repeat(129))], ['a list', '["a"]'], ['an object', '{"event_id":"x"}'],
  ])('%s is replaced by a new one, the same each time, and counted', async (_name, id) => {
    const source = file('a.ndjson', `{"a":1.50, "event_id" : ${id} ,"b":2}\n{"event_id":"mine"}\n{"event_id":${id}}\n`);
    const { events, replacedIds } = await read(source, true);
    expect(events[0].text).toMatch(/^\{"event_id":"[0-9a-f]{32}","a":1\.50,"b":2\}$/);
    expect(events[2].text).toMatch(/^\{"event_id":"[0-9a-f]{32}"\}$/);
    expect(replacedIds).toEqual([1, 3]);
    expect((await read(source, true)).events).toEqual(events);
  });

  test('of several members the last counts, and all of them give way to a new one', async () => {
    const { events, replacedIds } = await read(file('a.ndjson', '{"event_id":5,"event_id":"mine"}\n{"event_id":"mine","a":1,"event\\u005fid":5}\n'), true);
    expect(events[0].text).toBe('{"event_id":5,"event_id":"mine"}');
    expect(events[1].text).toMatch(/^\{"event_id":"[0-9a-f]{32}","a":1\}$/);
    expect(replacedIds).toEqual([2]);
  });

  test('without new ids, one that is replaced is counted too', async () => {
    const { events, replacedIds } = await read(file('a.ndjson', '{"event_id":5}\n'));
    expect([events[0].text, replacedIds]).toEqual(['{"event_id":5}', [1]]);
  });

  test('ids of many events are different', async () => {
    const { events } = await read(file('a.ndjson', Array.from({ length: 20_000 }, (_unused, n) => `{"n":${n % 7_000}}\n`).join('')), true);
    expect(new Set(events.map(({ text }) => JSON.parse(text).event_id)).size).toBe(20_000);
  });
});
