import { promisify } from 'util';
import { gzip } from 'zlib';

const gzipAsync = promisify(gzip);

export interface Compression {
  /** The file extension that goes with it. */
  readonly extension: string;
  compress(body: Buffer): Promise<Buffer>;
}

const UNCOMPRESSED: Compression = { extension: '', compress: async (body) => body };
const GZIP: Compression = { extension: '.gz', compress: async (body) => gzipAsync(body) };

/** Formats that this run does not write, by the extension that the service gives them. */
const NOT_WRITTEN: Readonly<Record<string, string>> = { ZIP: '.zip', Snappy: '.snappy', HADOOP_SNAPPY: '.hsnappy' };

/**
 * The compression of a stream's objects. A format that this run does not write is left out, and so is its file extension, so that
 * the objects stay readable; `warn` is told.
 */
export function compressionOf(format: string | undefined, warn: (message: string) => void): Compression {
  if (format === 'GZIP') return GZIP;
  if (format !== undefined && format !== 'UNCOMPRESSED') {
    warn(`CompressionFormat ${format} is not written here: objects are uncompressed, without the extension ${NOT_WRITTEN[format] ?? 'of the format'}`);
  }
  return UNCOMPRESSED;
}

/** The end of an object's key. `FileExtension` takes the place of the compression's own; an empty one restores it. */
export function extensionOf(compression: Compression, format: string | undefined, fileExtension: string | undefined): string {
  if (fileExtension === undefined || fileExtension === '') return compression.extension;
  const codec = format === undefined ? undefined : NOT_WRITTEN[format];
  return codec !== undefined && fileExtension.endsWith(codec) ? fileExtension.slice(0, -codec.length) : fileExtension;
}
