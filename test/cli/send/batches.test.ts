import { Readable } from 'stream';
import { BATCH, batchesOf, PACKED_BATCH, SINGLE } from '../../../cli/send/batches';
import type { RequestLimit } from '../../../cli/send/batches';
import type { FileEvent } from '../../../cli/send/event-file';

const events = (count: number, bytes = 2) => Array.from({ length: count }, (_, n) => ({ position: n + 1, text: 'x'.repeat(bytes) }));

async function cut(chunks: FileEvent[][], limit: RequestLimit): Promise<FileEvent[][]> {
  const batches: FileEvent[][] = [];
  for await (const batch of batchesOf(Readable.from(chunks), limit)) batches.push(batch);
  return batches;
}

test.each<[string, RequestLimit, number, number, number[]]>([
  ['one event a request', SINGLE, 3, 2, [1, 1, 1]],
  ['up to 500', BATCH, 1001, 2, [500, 500, 1]],
  ['up to 4 MiB', BATCH, 9, 1024 ** 2 - 1, [4, 4, 1]],
  ['less if the line feeds do not fit', BATCH, 4, 1024 ** 2, [3, 1]],
  ['packed up to 250', PACKED_BATCH, 501, 2, [250, 250, 1]],
  ['packed up to 1,000 KiB, which 250 events of 4 KiB fill', PACKED_BATCH, 250, 4095, [250]],
  ['packed no more than 1,000 KiB with the line feeds', PACKED_BATCH, 250, 4096, [249, 1]],
  ['one that is too large for any request alone', PACKED_BATCH, 3, 1_024_000, [1, 1, 1]],
  ['none for no events', BATCH, 0, 2, []],
])('%s', async (_, limit, count, bytes, expected) => {
  expect((await cut([events(count, bytes)], limit)).map(({ length }) => length)).toEqual(expected);
});

test('keeps the order, and counts bytes, not characters', async () => {
  const batches = await cut([[{ position: 1, text: '"ä"' }, { position: 2, text: '"b"' }, { position: 3, text: '"c"' }]], { events: 9, bytes: 9 });
  expect(batches.map((batch) => batch.map(({ position }) => position))).toEqual([[1, 2], [3]]);
  expect(await cut([[{ position: 1, text: '"ä"' }, { position: 2, text: '"b"' }]], { events: 9, bytes: 8 })).toHaveLength(2);
});

test('fills requests across the chunks that events are read in', async () => {
  expect((await cut([events(300), [], events(300), events(1)], BATCH)).map(({ length }) => length)).toEqual([500, 101]);
});
