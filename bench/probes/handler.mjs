// Runs the shipped handler and, by turns, the least that any handler must do: decode base64 and parse JSON. Arguments: the bundle, a file of
// events (one a line), rounds.
import { readFileSync } from 'fs';
import { isDeepStrictEqual } from 'util';
import { pathToFileURL } from 'url';

const [bundle, file, rounds] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
const approximateArrivalTimestamp = Date.UTC(2026, 0, 1);
// Batches of 1 MiB, as Firehose sends them by default.
const batches = [];
let room = 0;
for (const [index, line] of lines.entries()) {
  if (line.length > room) {
    batches.push([]);
    room = 1024 ** 2;
  }
  room -= line.length;
  batches.at(-1).push({ recordId: `${String(index).padStart(56, '0')}`, approximateArrivalTimestamp, data: Buffer.from(`${line}\n`).toString('base64') });
}
const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

async function handle() {
  const answers = [];
  for (const records of batches) {
    answers.push(await handler({ invocationId: 'i', deliveryStreamArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/s', region: 'eu-west-1', records }));
  }
  return answers;
}

function limit() {
  let fields = 0;
  for (const records of batches) {
    for (const { data } of records) {
      fields += typeof JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    }
  }
  return fields;
}

// What is fast must also be right: every record is answered, in order, with its event and two more fields.
const answered = (await handle()).flatMap(({ records }) => records);
const records = batches.flat();
for (const [index, { recordId, result, data }] of answered.entries()) {
  const { event_id: id, received_at: receivedAt, ...event } = JSON.parse(Buffer.from(data, 'base64').toString());
  const { event_id: _id, received_at: _receivedAt, ...sent } = JSON.parse(lines[index]);
  if (recordId !== records[index].recordId || result !== 'Ok' || !id || receivedAt !== '2026-01-01 00:00:00.000' || !isDeepStrictEqual(event, sent)) {
    throw new Error(`record ${index} of ${file} was not answered as it should be`);
  }
}
if (answered.length !== lines.length) {
  throw new Error(`${lines.length} records were sent, ${answered.length} answered`);
}

const times = { handler: [], limit: [] };
for (let round = -3; round < Number(rounds); round++) {
  for (const [name, run] of [['handler', handle], ['limit', limit]]) {
    const begin = performance.now();
    await run();
    if (round >= 0) {
      times[name].push(performance.now() - begin);
    }
  }
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const speed = (ms) => bytes / 1000 / ms;
console.log(JSON.stringify({
  handler: speed(median([...times.handler])),
  limit: speed(median([...times.limit])),
  ratio: median(times.handler.map((ms, index) => times.limit[index] / ms)),
  events: lines.length,
  bytes,
}));
