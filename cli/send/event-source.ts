import { createReadStream, fstatSync, openSync } from 'fs';
import type { Stats } from 'fs';
import * as path from 'path';
import { pipeline, Readable } from 'stream';
import { createGunzip } from 'zlib';
import { Failure } from '../failure';
import { contentProblem, HEAD_BYTES, isGzip, withoutMark } from '../json/content';

/** Means standard input. */
const STANDARD_INPUT = '-';
const STDIN_DESCRIPTOR = 0;
const CHUNK_BYTES = 128 * 1024;
const ALLOWED = '.ndjson or .jsonl (one object a line), .json (one document), each of them with .gz, .gz (lines), or - (lines of standard input)';

/** A source broke after its first bytes were read. */
export class BrokenSource extends Error {
}

/** Where events come from: the bytes of a file or of standard input, without compression and byte order mark. */
export class EventSource {
  /** @throws Failure if the file cannot be read, or its first bytes show that it is no JSON text in UTF-8 */
  static async open(file: string): Promise<EventSource> {
    const isStandardInput = file === STANDARD_INPUT;
    const name = isStandardInput ? 'standard input' : file;
    if (!isStandardInput && !/\.(json|jsonl|ndjson|gz)$/i.test(file)) {
      throw new Failure(`${file}: got '${path.extname(file)}', allowed ${ALLOWED}; convert it to one of them`);
    }
    let stream: Readable;
    let stats: Stats;
    try {
      const descriptor = isStandardInput ? STDIN_DESCRIPTOR : openSync(file, 'r');
      stats = fstatSync(descriptor);
      stream = isStandardInput ? process.stdin : createReadStream('', { fd: descriptor, highWaterMark: CHUNK_BYTES });
    } catch (error) {
      throw unreadable(name, error);
    }
    const source = new EventSource(name, isStandardInput, /\.json(\.gz)?$/i.test(file), stats, stream);
    await source.start(/\.gz$/i.test(file));
    return source;
  }

  /** Its bytes; read once. Ends with BrokenSource if they cannot be read to their end. */
  chunks: AsyncIterable<Buffer> = Readable.from([]);
  bytesRead = 0;

  private constructor(
    /** As messages call it. */
    readonly name: string,
    readonly isStandardInput: boolean,
    /** Whether it is one JSON document, and not an object a line. */
    readonly isDocument: boolean,
    readonly stats: Stats,
    private readonly stream: Readable,
  ) {
  }

  /** In bytes; undefined: nobody knows before it ends. */
  get size(): number | undefined {
    return this.isStandardInput || !this.stats.isFile() ? undefined : this.stats.size;
  }

  /** What positions count. */
  get part(): 'element' | 'line' {
    return this.isDocument ? 'element' : 'line';
  }

  /** Reads nothing more of what may never end. */
  stop(): void {
    if (this.size === undefined) {
      this.stream.destroy();
    }
  }

  private async start(isNamedGzip: boolean): Promise<void> {
    const { name, stream } = this;
    const raw = await this.peek(this.counted(stream));
    // Standard input has no name that could say it.
    const isCompressed = isGzip(raw.head) && (isNamedGzip || this.isStandardInput);
    if (isNamedGzip && raw.head.length > 0 && !isCompressed) {
      throw new Failure(`${name}: ${contentProblem(raw.head) ?? 'got text, allowed gzip data'}; name it by what it is`);
    }
    if (!isCompressed && isGzip(raw.head)) {
      throw new Failure(`${name}: got gzip data, allowed JSON text in UTF-8; name it ${path.basename(name)}.gz`);
    }
    // The callback is for errors, which the reader of the output gets too.
    const plain = isCompressed
      ? await this.peek(pipeline(Readable.from(raw.chunks), createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined))
      : raw;
    const problem = contentProblem(plain.head);
    if (problem !== undefined) {
      throw new Failure(`${name}: ${problem}`);
    }
    this.chunks = this.untilBroken(plain.chunks);
  }

  private async* counted(stream: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }

  /** Looks at the first bytes. */
  private async peek(stream: AsyncIterable<Buffer>): Promise<{ head: Buffer; chunks: AsyncIterable<Buffer> }> {
    const iterator = stream[Symbol.asyncIterator]();
    let head = Buffer.alloc(0);
    try {
      for (let next = await iterator.next(); !next.done; next = head.length < HEAD_BYTES ? await iterator.next() : { done: true, value: undefined }) {
        head = Buffer.concat([head, next.value]);
      }
    } catch (error) {
      const reason = reasonOf(error);
      throw reason === undefined ? unreadable(this.name, error) : new Failure(`${this.name}: ${reason}`);
    }
    return { head, chunks: chain(head, iterator) };
  }

  private async* untilBroken(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let isFirst = true;
    try {
      for await (const chunk of chunks) {
        yield isFirst ? withoutMark(chunk) : chunk;
        isFirst = false;
      }
    } catch (error) {
      throw new BrokenSource(reasonOf(error) ?? `cannot be read further (${(error as NodeJS.ErrnoException).code})`);
    }
  }
}

async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) {
    yield head;
  }
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    yield next.value;
  }
}

function unreadable(name: string, error: unknown): Failure {
  return new Failure(`${name}: cannot be read (${(error as NodeJS.ErrnoException).code}); give the path of an .ndjson, .jsonl, .json or .gz file, or - for standard input`);
}

/** What an error of decompression means. */
function reasonOf(error: unknown): string | undefined {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') {
    return 'got gzip data that ends early; get the whole file';
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return 'was not read to its end';
  }
  return code.startsWith('Z_') ? `got gzip data that is damaged (${message}); get the file again` : undefined;
}
