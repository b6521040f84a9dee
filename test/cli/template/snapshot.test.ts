import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { deployed } from './deployed';
import { readSnapshot, writeSnapshot } from '../../../cli/template/snapshot';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'snapshot-'));
});

afterEach(() => {
  fs.rmSync(dir, { recursive: true });
});

test('a deployment comes back as it was written', () => {
  const file = path.join(dir, '.tmp', 'deployment.json');
  const deployment = deployed({
    Resources: { Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'events' } } },
    Outputs: { Name: { Value: { Ref: 'Store' } } },
  });
  writeSnapshot(file, deployment);
  const read = readSnapshot(file);
  expect(read.resources('AWS::S3::Bucket')).toEqual(deployment.resources('AWS::S3::Bucket'));
  expect(read.outputs).toEqual([{ stack: 'Shop', logicalId: 'Name', value: 'events' }]);
  expect(read).toMatchObject({ accountId: '000000000000', region: 'us-east-1' });
});

test('nothing but the file itself is left behind', () => {
  writeSnapshot(path.join(dir, 'deployment.json'), deployed({}));
  expect(fs.readdirSync(dir)).toEqual(['deployment.json']);
});

test('a folder that nothing ran in fails and says what to do', () => {
  expect(() => readSnapshot(path.join(dir, 'none.json'))).toThrow(/cannot read .*none\.json \(ENOENT\): start the `local` command/);
});
