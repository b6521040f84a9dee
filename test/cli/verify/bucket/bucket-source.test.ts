import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { bucketSource } from '../../../../cli/verify/bucket/bucket-source';
import { temporaryFolder } from '../../../support/assembly';
import { standInAws } from '../stand-in-aws';

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

test('a folder is what it is', async () => {
  const folder = temporaryFolder();
  expect(await bucketSource(folder).refresh([])).toBe(folder);
});

test('the bucket of a local run may be without its first object', async () => {
  const data = temporaryFolder();
  writeFileSync(path.join(data, '.deployment.json'), '{}');
  expect(await bucketSource(path.join(data, 'bucket')).refresh([])).toBe(path.join(data, 'bucket'));
});

test.each([['a folder that is not there', 'none'], ['a file', 'file'], ['a folder below none', 'none/bucket']])('%s is an error that says what is allowed', (_name, name) => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'file'), '');
  expect(() => bucketSource(path.join(folder, name))).toThrow(/^--bucket: got '.*', allowed s3:\/\/<bucket>, or a folder that holds the objects/);
});

test.each(['s3://', 's3://x', 's3://Bucket', 's3:///key'])('%s names no bucket', (text) => {
  expect(() => bucketSource(text)).toThrow(`--bucket: got '${text}', allowed s3://<bucket>, or s3://<bucket>/<folder>`);
});

test('a bucket on AWS is read with the AWS CLI: only the hours of the run, into a folder that is gone afterwards', async () => {
  const bucket = temporaryFolder();
  mkdirSync(path.join(bucket, 'firehose/dt=2026-11-22'), { recursive: true });
  const key = 'firehose/dt=2026-11-22/s-1-2026-11-22-23-59-30-x.gz';
  writeFileSync(path.join(bucket, key), 'rows');
  writeFileSync(path.join(bucket, 'firehose/dt=2026-11-22/s-1-2026-11-22-10-59-30-x.gz'), 'others');
  const { calls } = standInAws(bucket);
  const source = bucketSource('s3://my-bucket/web');
  const folder = await source.refresh(['-2026-11-22-23-', '-2026-11-23-00-']);
  expect(readFileSync(path.join(folder, key), 'utf8')).toBe('rows');
  expect(() => readFileSync(path.join(folder, key.replace('-23-', '-10-')))).toThrow('ENOENT');
  expect(calls()).toEqual([[
    's3', 'sync', 's3://my-bucket/web', folder,
    '--exclude', '*', '--include', '*-2026-11-22-23-*', '--include', '*-2026-11-23-00-*', '--only-show-errors',
  ]]);
  source.close();
  expect(() => readFileSync(path.join(folder, key))).toThrow('ENOENT');
});

test('what the AWS CLI says is the error', async () => {
  standInAws('none', 'fatal error: An error occurred (NoSuchBucket)');
  const source = bucketSource('s3://my-bucket');
  await expect(source.refresh([])).rejects.toThrow('--bucket s3://my-bucket: `aws s3 sync` failed: fatal error: An error occurred (NoSuchBucket)');
  source.close();
});

test('without the AWS CLI the error says so', async () => {
  process.env.PATH = temporaryFolder();
  const source = bucketSource('s3://my-bucket');
  await expect(source.refresh([])).rejects.toThrow('the AWS CLI (`aws`) is not on the PATH; install it, or copy the bucket into a folder and give that');
  source.close();
});
