import type { Method } from './templates';
import type { Sender, Variant } from './variants';

/** The data of each record in what a request template rendered; anything that Firehose would not take fails. */
export function recordsIn(output: string, method: Method): string[] {
  const request = JSON.parse(output);
  // Nothing stands there twice: no value in it has white space.
  expect(JSON.stringify(request)).toBe(output.replace(/\s/g, ''));
  const { DeliveryStreamName: name, Record: record, Records: records, ...others } = request;
  expect(others).toEqual({});
  expect(name).toBe(method.streamName);
  const isBatch = method.route === 'POST /batch' && !method.variant.packed;
  expect([record, records].map((part) => part === undefined)).toEqual([isBatch, !isBatch]);
  return (isBatch ? records : [record]).map(dataOf);
}

function dataOf({ Data: base64, ...others }: any): string {
  expect(others).toEqual({});
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes.toString('base64')).toBe(base64);
  const data = bytes.toString('utf8');
  expect(Buffer.from(data, 'utf8').equals(bytes)).toBe(true);
  return data;
}

/** Checks the records of a request, byte by byte but for the spelling of texts in front of the event. */
export function expectRecords(records: readonly string[], events: readonly string[], variant: Variant, sender: Sender): void {
  const lines = records.flatMap((record) => {
    expect(record.endsWith('\n')).toBe(true);
    return record.slice(0, -1).split('\n');
  });
  expect(records).toHaveLength(variant.packed ? 1 : events.length);
  expect(lines).toHaveLength(events.length);
  const front = frontOf(variant, sender);
  lines.forEach((line, index) => expectLine(line, events[index], front));
}

/** An event is an object, so its first character is a brace: the fields stand behind it. */
function expectLine(line: string, event: string, front: readonly (readonly [string, string | null])[]): void {
  const rest = event.slice(1);
  // Of two long texts only where they differ is worth reading.
  const at = line.length - rest.length;
  if (!line.endsWith(rest)) expect(line.slice(Math.max(at, 0), at + 2_000)).toBe(rest.slice(0, 2_000));
  expect(line.endsWith(rest)).toBe(true);
  const before = line.slice(0, at);
  const comma = front.length > 0 && rest !== '}' ? ',' : '';
  expect(before.endsWith(comma)).toBe(true);
  const fields = `${before.slice(0, before.length - comma.length)}}`;
  expect(Object.entries(JSON.parse(fields))).toEqual(front);
  // No space between tokens, and no field twice.
  expect(fields.match(/^\{(?:"[^"]+":(?:"(?:[^"\\]|\\.)*"|null)(?:,(?!\})|(?=\})))*\}$/)).not.toBeNull();
}

function frontOf({ frontFields }: Variant, sender: Sender): [string, string | null][] {
  return frontFields.map(({ name, value }) => [name, value(sender) === '' ? null : value(sender) ?? null]);
}

