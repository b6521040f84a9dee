import { gunzipSync } from 'zlib';
import { lambdaProcessing, settled, StreamFixture } from './stream-fixture';
import { Failure } from '../../../cli/failure';
import { recordIds } from '../../../cli/firehose/record-id';

const PREFIXES = {
  Prefix: 'firehose/dt=!{timestamp:yyyy-MM-dd}/',
  ErrorOutputPrefix: 'firehose-errors/type=!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
};

describe('buffering', () => {
  test('an object is written when its interval is over, counted from its first record', async () => {
    const fixture = new StreamFixture({ BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 } });
    await fixture.put('a');
    await fixture.clock.advance(59_000);
    await fixture.put('b');
    expect(fixture.texts()).toEqual([]);
    await fixture.clock.advance(1000);
    expect(fixture.texts()).toEqual(['ab']);
    await fixture.put('c');
    await fixture.clock.advance(59_999);
    expect(fixture.texts()).toEqual(['ab']);
    await fixture.clock.advance(1);
    expect(fixture.texts()).toEqual(['ab', 'c']);
  });

  test('an object is written when it is large enough', async () => {
    const fixture = new StreamFixture({ BufferingHints: { IntervalInSeconds: 900, SizeInMBs: 1 } });
    const half = 'x'.repeat(512 * 1024);
    await fixture.put(half);
    expect(fixture.objects.size).toBe(0);
    await fixture.put(half);
    await settled();
    expect(fixture.texts().map((text) => text.length)).toEqual([1024 * 1024]);
  });

  test('without hints: 5 MB or 300 seconds', async () => {
    const fixture = new StreamFixture({});
    await fixture.put('a');
    await fixture.clock.advance(299_999);
    expect(fixture.objects.size).toBe(0);
    await fixture.clock.advance(1);
    expect(fixture.objects.size).toBe(1);
  });

  test('0 seconds: at once, a batch in one object', async () => {
    const fixture = new StreamFixture({ BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 1 } });
    await fixture.put('a', 'b');
    await fixture.clock.advance(0);
    expect(fixture.texts()).toEqual(['ab']);
  });

  test('the cap shortens both intervals', async () => {
    const fixture = new StreamFixture({
      BufferingHints: { IntervalInSeconds: 900, SizeInMBs: 1 }, ProcessingConfiguration: lambdaProcessing({ BufferIntervalInSeconds: '900' }),
    }, { bufferingIntervalSeconds: 2 });
    await fixture.put('a');
    await fixture.clock.advance(4000);
    expect(fixture.texts()).toEqual(['a']);
  });

  test('the cap lengthens nothing', async () => {
    const fixture = new StreamFixture({ BufferingHints: { IntervalInSeconds: 1, SizeInMBs: 1 } }, { bufferingIntervalSeconds: 60 });
    await fixture.put('a');
    await fixture.clock.advance(1000);
    expect(fixture.texts()).toEqual(['a']);
  });

  test('flush delivers what no interval has ended yet, through the processor too', async () => {
    const fixture = new StreamFixture({ ProcessingConfiguration: lambdaProcessing({ BufferIntervalInSeconds: '900' }) });
    await fixture.put('a', 'b');
    await fixture.service.flush();
    expect(fixture.texts()).toEqual(['ab']);
    await fixture.clock.advance(1_000_000);
    expect(fixture.objects.size).toBe(1);
  });
});

describe('objects', () => {
  test('the time in the key is the arrival of the oldest record', async () => {
    const fixture = new StreamFixture({ ...PREFIXES, BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 } });
    fixture.clock.time = Date.UTC(2026, 10, 22, 23, 59, 59);
    await fixture.put('a');
    await fixture.clock.advance(30_000);
    await fixture.put('b');
    await fixture.clock.advance(30_000);
    expect(fixture.keys).toEqual([expect.stringMatching(/^bucket\/firehose\/dt=2026-11-22\/events-1-2026-11-22-23-59-59-[0-9a-f-]{36}$/)]);
  });

  test('a random string has eleven letters and digits, others in each object', async () => {
    const fixture = new StreamFixture({ Prefix: 'a/!{firehose:random-string}/', ErrorOutputPrefix: 'e/!{firehose:error-output-type}/' });
    for (let object = 0; object < 50; object++) {
      await fixture.put('x');
      await fixture.service.flush();
    }
    const strings = fixture.keys.map((key) => /^bucket\/a\/([A-Za-z0-9]{11})\//.exec(key)?.[1]);
    expect(strings).not.toContain(undefined);
    expect(new Set(strings).size).toBe(50);
  });

  test('records that were put in order stand in order, whichever batch is answered first', async () => {
    const fixture = new StreamFixture({ ProcessingConfiguration: lambdaProcessing({ BufferSizeInMBs: '0.2' }) }, {
      answer: async (event, call) => {
        await new Promise((resolve) => setTimeout(resolve, 20 - call));
        return { records: event.records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data })) };
      },
    });
    const texts = Array.from({ length: 12 }, (_, index) => `${index}|${'x'.repeat(100_000)}\n`);
    for (const text of texts) await fixture.put(text);
    await fixture.service.flush();
    expect(fixture.calls.length).toBeGreaterThanOrEqual(6);
    expect(fixture.texts().join('')).toBe(texts.join(''));
  });

  test('GZIP holds the same bytes and ends with .gz', async () => {
    const fixture = new StreamFixture({ CompressionFormat: 'GZIP' });
    await fixture.put('hello\n', 'world\n');
    await fixture.service.flush();
    expect(fixture.keys[0]).toMatch(/\.gz$/);
    expect(String(gunzipSync([...fixture.objects.values()][0]))).toBe('hello\nworld\n');
  });

  test('FileExtension takes the place of the compression’s own', async () => {
    const fixture = new StreamFixture({ CompressionFormat: 'GZIP', FileExtension: '.json.gz' });
    await fixture.put('a');
    await fixture.service.flush();
    expect(fixture.keys[0]).toMatch(/[0-9a-f]\.json\.gz$/);
  });

  test.each([['ZIP', '.zip'], ['Snappy', '.snappy'], ['HADOOP_SNAPPY', '.hsnappy']])('%s is named, and written without its codec and extension', async (format, extension) => {
    const fixture = new StreamFixture({ CompressionFormat: format, FileExtension: `.json${extension}` });
    await fixture.put('a');
    await fixture.service.flush();
    expect(fixture.texts()).toEqual(['a']);
    expect(fixture.keys[0]).toMatch(/[0-9a-f]\.json$/);
    expect(fixture.warnings).toEqual([expect.stringContaining(format)]);
  });

  test('AppendDelimiterToRecord puts a line feed between records', async () => {
    const fixture = new StreamFixture({ ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord' }] } });
    await fixture.put('a', 'b', 'c');
    await fixture.service.flush();
    expect(fixture.texts()).toEqual(['a\nb\nc']);
  });

  test('processing that is not enabled leaves records as they are', async () => {
    const fixture = new StreamFixture({ ProcessingConfiguration: { ...lambdaProcessing(), Enabled: false } });
    await fixture.put('a');
    await fixture.service.flush();
    expect(fixture.calls).toEqual([]);
    expect(fixture.texts()).toEqual(['a']);
    expect(fixture.service.functionArns).toEqual([]);
  });
});

describe('what the run is told', () => {
  test('how many records wait, and what was delivered', async () => {
    const fixture = new StreamFixture({});
    await fixture.put('a', 'b');
    expect(fixture.buffered.at(-1)).toBe(2);
    await fixture.service.flush();
    expect(fixture.buffered.at(-1)).toBe(0);
    expect(fixture.delivered).toEqual([['events', 'bucket', expect.any(String), 2]]);
  });
});

describe('a store that fails', () => {
  test('is told once; records stay, no more are taken, and flush tries again', async () => {
    const fixture = new StreamFixture({ BufferingHints: { IntervalInSeconds: 1, SizeInMBs: 1 } });
    fixture.storeError = new Failure('the disk is full');
    await fixture.put('a');
    await fixture.clock.advance(1000);
    expect(fixture.fatal).toEqual([fixture.storeError]);
    expect((await fixture.put('b')).status).toBe(500);
    await expect(fixture.service.flush()).rejects.toThrow('the disk is full');
    expect(fixture.fatal).toHaveLength(1);
    expect(fixture.delivered).toEqual([]);
    fixture.storeError = undefined;
    await fixture.service.close();
    expect(fixture.texts()).toEqual(['a']);
  });
});

describe('record ids', () => {
  test('grow within a run and from run to run', () => {
    const first = recordIds(1000, () => 2 ** 47 - 1);
    const second = recordIds(1001, () => 0);
    const ids = [first.next(), first.next(), second.next(), second.next()];
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((id) => /^\d{56}$/.test(id))).toBe(true);
  });

  test('two runs that start at the same moment have different ids', () => {
    expect(recordIds(1000).next()).not.toBe(recordIds(1000).next());
  });
});

describe('what does not run here', () => {
  test.each([
    ['S3BackupMode', { S3BackupMode: 'Enabled' }],
    ['DataFormatConversionConfiguration', { DataFormatConversionConfiguration: { Enabled: true } }],
    ['DynamicPartitioningConfiguration', { DynamicPartitioningConfiguration: { Enabled: true } }],
    ['MetadataExtraction', { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'MetadataExtraction' }] } }],
    ['RecordDeAggregation', { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'RecordDeAggregation' }] } }],
    ['Decompression', { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'Decompression' }] } }],
    ['partition keys', { Prefix: 'a/!{partitionKeyFromQuery:k}/', ErrorOutputPrefix: 'e/!{firehose:error-output-type}/' }],
  ])('%s is named, and records are delivered all the same', async (name, properties) => {
    const fixture = new StreamFixture(properties);
    expect(fixture.warnings).toEqual([expect.stringContaining(name)]);
    await fixture.put('a');
    await fixture.service.flush();
    expect(fixture.texts()).toEqual(['a']);
  });

  test('what is switched off is not named', () => {
    const fixture = new StreamFixture({
      S3BackupMode: 'Disabled', DataFormatConversionConfiguration: { Enabled: false }, DynamicPartitioningConfiguration: { Enabled: 'false' }, CompressionFormat: 'UNCOMPRESSED',
    });
    expect(fixture.warnings).toEqual([]);
  });

  test.each([
    ['DeliveryStreamType', { DeliveryStreamType: 'KinesisStreamAsSource' }],
    ['destination', { ExtendedS3DestinationConfiguration: undefined, IcebergDestinationConfiguration: {} }],
  ])('a stream with another %s is named and takes nothing', async (name, top) => {
    const fixture = new StreamFixture({}, { top });
    expect(fixture.warnings).toEqual([expect.stringContaining(name)]);
    const reply = await fixture.put('a');
    expect(JSON.parse(reply.body)).toMatchObject({ __type: 'ResourceNotFoundException' });
  });
});

test('a plain S3DestinationConfiguration runs likewise', async () => {
  const top = { ExtendedS3DestinationConfiguration: undefined, S3DestinationConfiguration: { BucketARN: 'arn:aws-cn:s3:::other', Prefix: 'p/' } };
  const fixture = new StreamFixture({}, { top });
  await fixture.put('a');
  await fixture.service.flush();
  expect(fixture.keys).toEqual([expect.stringMatching(/^other\/p\/2026\/11\/22\/23\/events-1-/)]);
});
