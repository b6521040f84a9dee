import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { gunzipSync } from 'zlib';
import { buildSync } from 'esbuild';
import { lambdaProcessing, lines, StreamFixture } from './stream-fixture';
import { firehoseCoverage } from '../../../cli/firehose/coverage';
import { ObjectFolder } from '../../../cli/s3/object-folder';
import { coverageWarning, uncovered } from '../../../cli/template/coverage';
import { ARN, FunctionFixture } from '../lambda/function-fixture';

// The stream, a function in processes and the folder together; each alone is tested beside.
const fixture = new FunctionFixture();
let root: string;
let store: ObjectFolder;

beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'whole-path-'));
  store = await ObjectFolder.open(root);
});
afterEach(async () => {
  await fixture.end();
  await store.close();
  rmSync(root, { recursive: true, force: true });
});
afterAll(async () => fixture.remove());

const DESTINATION = {
  Prefix: 'firehose/dt=!{timestamp:yyyy-MM-dd}/',
  ErrorOutputPrefix: 'firehose-errors/type=!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
  CompressionFormat: 'GZIP',
};

function textsBelow(folder: string): string {
  const files = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => String(gunzipSync(readFileSync(path.join(parentPath, name))))).join('');
}

test('records that the function fails keep their bytes under the error prefix, the others are in the data', async () => {
  const functions = fixture.functions({
    'index.mjs': `export const handler = async ({ records }) => ({ records: records.map(({ recordId, data }, index) =>
      index % 3 === 2 ? { recordId, result: 'ProcessingFailed' } : { recordId, result: 'Ok', data }) });`,
  });
  const stream = new StreamFixture({ ...DESTINATION, ProcessingConfiguration: lambdaProcessing({ LambdaArn: ARN }) }, { functions, store });
  await functions.check(stream.service.functionArns);
  const texts = Array.from({ length: 500 }, (_, index) => `{"n":${index},"text":"ü\\u0000"}\n`);
  await stream.put(...texts);
  await stream.service.close();
  expect(textsBelow('bucket/firehose/dt=2026-11-22')).toBe(texts.filter((_, index) => index % 3 !== 2).join(''));
  const errors = lines(textsBelow('bucket/firehose-errors/type=processing-failed/dt=2026-11-22'));
  expect(errors.map(({ rawData }) => String(Buffer.from(String(rawData), 'base64')))).toEqual(texts.filter((_, index) => index % 3 === 2));
  expect(readdirSync(root).sort()).toEqual(['.lock', '.tmp', 'bucket']);
});

describe('the handler of the record processor', () => {
  const assets = { index: '', packed: '' };
  let asset: string;
  beforeAll(() => {
    for (const entry of ['index', 'packed'] as const) {
      assets[entry] = path.join(fixture.project, `record-processor-${entry}`);
      buildSync({
        entryPoints: [path.join(__dirname, `../../../src/record-processor/handler/${entry}.lambda.mjs`)],
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node22',
        outfile: path.join(assets[entry], 'index.mjs'),
        logLevel: 'error',
      });
    }
    asset = assets.index;
  });

  test.each([['1', 200], ['3', 200], ['1', 1]])('with a buffer of %s MB, %d batches of 500 small events are all delivered', async (BufferSizeInMBs, batches) => {
    const functions = fixture.of({ Code: { S3Key: 'code.zip' }, Timeout: 60 }, asset);
    const processing = lambdaProcessing({ LambdaArn: ARN, BufferSizeInMBs, BufferIntervalInSeconds: '900', NumberOfRetries: '0' });
    const stream = new StreamFixture({ ...DESTINATION, ProcessingConfiguration: processing }, { functions, store });
    await functions.check(stream.service.functionArns);
    for (let batch = 0; batch < batches; batch++) await stream.put(...Array(500).fill('{"a":1}'));
    await stream.service.close();
    expect(stream.failed).toEqual([]);
    expect(stream.warnings).toEqual([]);
    const events = lines(textsBelow('bucket/firehose'));
    expect(events).toHaveLength(batches * 500);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(batches * 500);
    expect(readdirSync(path.join(root, 'bucket'))).toEqual(['firehose']);
  }, 60_000);

  test('splits packed records, and a line that is no event takes its record with it', async () => {
    const functions = fixture.of({ Code: { S3Key: 'code.zip' }, Timeout: 60 }, assets.packed);
    const processing = lambdaProcessing({ LambdaArn: ARN, BufferSizeInMBs: '1', BufferIntervalInSeconds: '900', NumberOfRetries: '0' });
    const stream = new StreamFixture({ ...DESTINATION, ProcessingConfiguration: processing }, { functions, store });
    await functions.check(stream.service.functionArns);
    const full = [...Array(250).keys()].map((n) => `{"n":${n}}\n`).join('');
    await stream.put(full, '{"a":1}\nno\n', '{"a":2}\n', full);
    await stream.service.close();
    const events = lines(textsBelow('bucket/firehose/dt=2026-11-22')) as any[];
    expect(events.map(({ n, a }) => n ?? `a${a}`)).toEqual([...Array(250).keys(), 'a2', ...Array(250).keys()]);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(501);
    expect(lines(textsBelow('bucket/firehose-errors')).map(({ rawData }) => String(Buffer.from(String(rawData), 'base64')))).toEqual(['{"a":1}\nno\n']);
  });

  test('whose transform cannot be loaded fails the check with its reason', async () => {
    const functions = fixture.of({ Code: { S3Key: 'code.zip' }, Environment: { Variables: { TRANSFORM_MODULE: 'none.mjs' } } }, asset);
    await expect(functions.check([ARN])).rejects.toThrow(/^the function MyFunction cannot load its handler index\.handler in .*: Error: cannot load the transform none\.mjs: [^\n]*Cannot find module [^\n]*$/);
  });
});

test('a function that times out is tried as often as the stream says, in a new instance each time', async () => {
  const functions = fixture.functions({ 'index.js': 'console.log("starts"); exports.handler = () => new Promise(() => setInterval(() => 0, 1000));' }, { Timeout: 1 });
  const processing = lambdaProcessing({ LambdaArn: ARN, NumberOfRetries: '1' });
  const stream = new StreamFixture({ ...DESTINATION, ProcessingConfiguration: processing }, { functions, store });
  await stream.put('kept');
  await stream.service.close();
  expect(lines(textsBelow('bucket/firehose-errors'))).toMatchObject([
    { attemptsMade: 2, errorCode: 'Lambda.FunctionTimedOut', rawData: Buffer.from('kept').toString('base64'), lambdaArn: ARN },
  ]);
  expect(fixture.logs.filter((line) => line.endsWith('starts'))).toHaveLength(2);
  expect(fixture.logs.filter((line) => line.endsWith('Task timed out after 1.00 seconds'))).toHaveLength(2);
  expect(stream.warnings).toEqual([expect.stringMatching(/the function my-function .*: Task timed out after 1\.00 seconds/)]);
});

test('of a stream with all that runs here, nothing is named as left out', () => {
  const properties = {
    DeliveryStreamType: 'DirectPut',
    DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' },
    ExtendedS3DestinationConfiguration: {
      ...DESTINATION,
      BucketARN: 'arn:aws:s3:::bucket',
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 10 },
      CloudWatchLoggingOptions: { Enabled: true, LogGroupName: 'g', LogStreamName: 's' },
      EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: 'k' } },
      ProcessingConfiguration: lambdaProcessing(),
      RoleARN: 'arn:aws:iam::000000000000:role/r',
    },
    KinesisStreamSourceConfiguration: { KinesisStreamARN: 'a', RoleARN: 'b' },
  };
  const resource = { stack: 's', logicalId: 'Stream', type: 'AWS::KinesisFirehose::DeliveryStream', ref: 'r', properties };
  const deployment = {
    accountId: '0', region: 'r', resources: () => [resource], all: () => [resource], outputs: [], assetPath: () => undefined,
  };
  const warning = coverageWarning(uncovered(deployment, firehoseCoverage));
  expect(warning).toContain('KinesisStreamSourceConfiguration');
  expect(warning).not.toContain('ExtendedS3');
  expect(warning).not.toContain('Encryption');
});
