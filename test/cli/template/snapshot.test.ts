import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { deployed } from './deployed';
import { Failure } from '../../../cli/failure';
import { readSnapshot, writeSnapshot } from '../../../cli/template/snapshot';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'snapshot-'));
});

afterEach(() => {
  fs.rmSync(dir, { recursive: true });
});

test('a deployment comes back as it was written', () => {
  const file = path.join(dir, 'deployment.json');
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

test.each(['{}', '{"accountId":"0","region":"r","resources":[1],"outputs":[],"unresolved":[],"assets":{}}', '{"resources":{}}'])('%s is no snapshot, and says what to do', text => {
  const file = path.join(dir, 'deployment.json');
  fs.writeFileSync(file, text);
  expect(() => readSnapshot(file)).toThrow(new Failure(`${file} is not what \`local\` keeps of a deployment: start the \`local\` command on this data folder first`));
});

test('a disk that is full fails in one line and leaves nothing half-written', () => {
  const file = path.join(dir, 'deployment.json');
  // Takes no byte, as a full disk.
  fs.symlinkSync('/dev/full', `${file}.tmp`);
  expect(() => writeSnapshot(file, deployed({}))).toThrow(
    new Failure(`cannot write to the data folder ${dir}: the disk is full (ENOSPC); free some space, or choose another folder with --data`));
  expect(fs.readdirSync(dir)).toEqual([]);
});

test('a data folder that is a file fails in one line', () => {
  fs.writeFileSync(path.join(dir, 'data'), '');
  expect(() => writeSnapshot(path.join(dir, 'data', 'deployment.json'), deployed({}))).toThrow(`the data folder ${path.join(dir, 'data')} is not a folder`);
});
