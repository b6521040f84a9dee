import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';
import { codeBlocks, pageText } from './pages';
import { runQuery } from '../../cli/athena/query';
import { loadAssembly } from '../../cli/template/load';
import type { ServerlessDataPipelineProps } from '../../src';
import { putObjects } from '../cli/athena/glue';
import { synthesizePipeline, temporaryFolder } from '../support/assembly';

/** `aws s3 ls` and `aws s3 cp` as far as the steps use them, on folders that stand for buckets. */
const AWS = `#!/usr/bin/env node
const { cpSync, readdirSync, statSync } = require('fs');
const [, command, flag, from, to] = process.argv.slice(2);
if (flag !== '--recursive' || !from.endsWith('/')) throw new Error('unexpected: ' + process.argv.slice(2).join(' '));
const folder = (url) => url.replace('s3://', process.env.BUCKETS + '/');
if (command === 'ls') {
  const [bucket] = from.replace('s3://', '').split('/');
  for (const name of readdirSync(folder(from), { recursive: true })) {
    if (statSync(folder(from) + name).isFile()) console.log('2018-11-22 13:00:00        100 ' + from.replace('s3://' + bucket + '/', '') + name);
  }
} else {
  cpSync(folder(from), folder(to), { recursive: true });
}
`;

const OLD_OBJECTS = {
  'old/firehose/2018/11/22/13/stream-1-2018-11-22-13-00-01-a.gz': '{"name":"John","action":"charge","value":100}\n{"name":"Ann","action":"refill","value":5}\n',
  'old/firehose/2018/11/22/14/stream-1-2018-11-22-14-00-01-b.gz': '{"name":"John","action":"refill","value":7}\n',
  'old/firehose/2018/12/01/00/stream-1-2018-12-01-00-00-01-c.gz': '{"name":"Eve","action":"charge","value":1}\n',
  'old/firehose/processing-failed/2018/11/22/13/stream-1-d.gz': '{"rawData":"bm90IGpzb24="}\n',
};

/** Runs the README's steps over buckets in a folder, and gives what they say of what went wrong. */
function migrate(buckets: string, newBucket: string, prefix = 'firehose/'): string {
  const script = codeBlocks(pageText('README.md'), 'bash')[0].replace('OLD-BUCKET/firehose/', `old/${prefix}`).replace('NEW-BUCKET/firehose/', `${newBucket}/${prefix}`);
  const bin = path.join(buckets, '.bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'aws'), AWS);
  chmodSync(path.join(bin, 'aws'), 0o755);
  const { stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, BUCKETS: buckets } });
  return stderr;
}

test('events of the SAM template are rows of their day, and its failed records are not', async () => {
  const deployment = loadAssembly(synthesizePipeline({ dataStartDate: '2018-01-01' }));
  const data = temporaryFolder();
  const [bucket] = deployment.resources('AWS::S3::Bucket').map(({ ref }) => ref);
  putObjects(data, OLD_OBJECTS);
  expect(migrate(data, bucket)).toBe('');

  const entries = readdirSync(path.join(data, bucket), { recursive: true }) as string[];
  expect(entries.filter((name) => statSync(path.join(data, bucket, name)).isFile()).sort()).toEqual([
    'firehose/dt=2018-11-22/13/stream-1-2018-11-22-13-00-01-a.gz',
    'firehose/dt=2018-11-22/14/stream-1-2018-11-22-14-00-01-b.gz',
    'firehose/dt=2018-12-01/00/stream-1-2018-12-01-00-00-01-c.gz',
  ]);
  const sql = "SELECT dt, json_extract_scalar(event, '$.name') AS name FROM records WHERE dt >= '2018-01-01' ORDER BY 1, 2";
  const { rows } = await runQuery(deployment, data, sql);
  expect(rows).toEqual([['2018-11-22', 'Ann'], ['2018-11-22', 'John'], ['2018-11-22', 'John'], ['2018-12-01', 'Eve']]);
});

test('another prefix, and none, are followed', () => {
  for (const prefix of ['web/events/', '']) {
    const data = temporaryFolder();
    putObjects(data, Object.fromEntries(Object.entries(OLD_OBJECTS).map(([key, text]) => [key.replace('firehose/', prefix), text])));
    expect(migrate(data, 'new', prefix)).toBe('');
    expect(readdirSync(path.join(data, 'new', prefix)).sort()).toEqual(['dt=2018-11-22', 'dt=2018-12-01']);
  }
});

test('a prefix that holds no events is said', () => {
  const data = temporaryFolder();
  mkdirSync(path.join(data, 'old/firehose'), { recursive: true });
  expect(migrate(data, 'new')).toBe('no events under s3://old/firehose/: is the prefix right?\n');
});

test('each parameter of the SAM template has a prop', () => {
  const rows = [...pageText('README.md').split('## Coming from the SAM template')[1].matchAll(/^\| (`.*?) \| (`.*?) \|/gm)];
  const names = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const pairs = rows.flatMap(([, parameters, props]) => names(parameters).map((parameter, index) => [parameter, names(props)[index]]));
  expect(Object.fromEntries(pairs)).toEqual({
    ApiStageName: 'stageName',
    FirehoseS3Prefix: 'dataPrefix',
    FirehoseCompressionFormat: 'compression',
    FirehoseBufferingInterval: 'bufferingInterval',
    FirehoseBufferingSize: 'bufferingSize',
    LambdaTimeout: 'processorTimeout',
    LambdaMemorySize: 'processorMemorySize',
    AthenaDatabaseName: 'databaseName',
    AthenaTableName: 'tableName',
  } satisfies Record<string, keyof ServerlessDataPipelineProps>);
});
