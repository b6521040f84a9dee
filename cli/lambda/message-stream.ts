import type { Readable, Writable } from 'stream';

/** A message of any kind. Its payload, which may have megabytes, crosses as it is; the rest as JSON. */
interface Message {
  readonly kind: string;
  readonly payload?: string;
}

/** The bytes before each message: the length of its JSON and that of its payload. */
const LENGTHS = 8;

/** @param onSent called when the system has taken all of it */
export function sendMessage(stream: Writable, message: Message, onSent?: () => void): void {
  const { payload = '', ...rest } = message;
  const head = Buffer.from(JSON.stringify(rest));
  const payloadLength = Buffer.byteLength(payload);
  const bytes = Buffer.allocUnsafe(LENGTHS + head.length + payloadLength);
  bytes.writeUInt32LE(head.length, 0);
  bytes.writeUInt32LE(payloadLength, 4);
  head.copy(bytes, LENGTHS);
  bytes.write(payload, LENGTHS + head.length);
  stream.write(bytes, onSent);
}

/** Calls `onMessage` for every message that a stream brings. A message that ends half-way is none; the stream ends where there is something else. */
export function eachMessage<M extends Message>(stream: Readable, onMessage: (message: M) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = LENGTHS;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    while (length >= needed) {
      const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      const payloadStart = LENGTHS + bytes.readUInt32LE(0);
      const end = payloadStart + bytes.readUInt32LE(4);
      const isWhole = length >= end;
      chunks = [isWhole ? bytes.subarray(end) : bytes];
      length = chunks[0].length;
      needed = isWhole ? LENGTHS : end;
      if (isWhole) {
        const head = parse(bytes.toString('utf8', LENGTHS, payloadStart));
        if (head === undefined) {
          stream.destroy();
          return;
        }
        onMessage({ ...head, payload: bytes.toString('utf8', payloadStart, end) } as M);
      }
    }
  });
}

function parse(json: string): object | undefined {
  try {
    return JSON.parse(json) as object;
  } catch {
    return undefined; // a function that writes to a file descriptor that it has not opened
  }
}
