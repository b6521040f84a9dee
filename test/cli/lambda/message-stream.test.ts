import { PassThrough } from 'stream';
import * as fc from 'fast-check';
import { eachMessage, sendMessage } from '../../../cli/lambda/message-stream';
import { runs } from '../../support/property-runs';

const message = fc.record({
  kind: fc.string({ unit: 'binary' }),
  payload: fc.oneof(fc.string({ unit: 'grapheme' }), fc.json(), fc.nat(100_000).map((length) => 'é'.repeat(length))),
  rest: fc.jsonValue(),
});

/** Bytes of messages, as they are sent. */
function bytesOf(messages: { kind: string; payload?: string }[]): Buffer {
  const stream = new PassThrough({ highWaterMark: 1e9 });
  messages.forEach((each) => sendMessage(stream, each));
  return stream.read() as Buffer;
}

function received(chunks: Buffer[]): object[] {
  const stream = new PassThrough();
  const all: object[] = [];
  eachMessage(stream, (each) => all.push(each));
  chunks.forEach((chunk) => stream.emit('data', chunk));
  return all;
}

test('messages arrive whole and in order, wherever the stream is cut', () => {
  fc.assert(fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(), { maxLength: 8 }), (messages, cuts) => {
    const bytes = bytesOf(messages);
    const ends = [...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
    expect(received(ends.map((end, n) => bytes.subarray(n === 0 ? 0 : ends[n - 1], end)))).toEqual(JSON.parse(JSON.stringify(messages)));
  }), runs(300));
});

test('messages arrive byte by byte', () => {
  const messages = [{ kind: 'a', payload: 'ü' }, { kind: 'b', payload: '' }];
  expect(received([...bytesOf(messages)].map((byte) => Buffer.of(byte)))).toEqual(messages);
});

test('a stream that brings something else is ended', () => {
  const stream = new PassThrough();
  const all: object[] = [];
  eachMessage(stream, (each) => all.push(each));
  stream.emit('data', Buffer.concat([bytesOf([{ kind: 'a', payload: 'x' }]), Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 123]), bytesOf([{ kind: 'b', payload: 'y' }])]));
  expect(all).toEqual([{ kind: 'a', payload: 'x' }]);
  expect(stream.destroyed).toBe(true);
});

test('a message that ends half-way is none', () => {
  const bytes = bytesOf([{ kind: 'a', payload: 'x' }, { kind: 'b', payload: 'y' }]);
  expect(received([bytes.subarray(0, -1)])).toEqual([{ kind: 'a', payload: 'x' }]);
});
