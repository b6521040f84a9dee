import * as fs from 'fs';
import { records, written } from './firehose-records';
import { bundleFile, invoke } from './invoke-bundle';
import { MAX_HANDLER_BYTES } from '../../../bench/measure/handler-bundle';

const BUNDLE = bundleFile('packed.lambda');

function batch(...payloads: string[]): object {
  return { invocationId: 'i', deliveryStreamArn: 'arn', region: 'eu-west-1', records: records(...payloads) };
}

describe('the bundle for packed records', () => {
  test('is at most 10 KB', () => {
    expect(fs.statSync(BUNDLE).size).toBeLessThanOrEqual(MAX_HANDLER_BYTES);
  });

  test('needs no package', () => {
    const required = [...fs.readFileSync(BUNDLE, 'utf8').matchAll(/\bfrom"([^"]+)"/g)].map(([, name]) => name);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !['buffer', 'crypto', 'fs', 'path', 'url', 'util'].includes(name))).toEqual([]);
  });

  test('answers each record with its lines and logs what failed, by its hash alone', () => {
    const { answers: [answer], log } = invoke('packed.lambda', [batch('{"a":1}\n{"a":2}\n', '{"a":3}\nsecret\n')]);
    expect(answer.records.map(({ result }: any) => result)).toEqual(['Ok', 'ProcessingFailed']);
    expect(written(answer.records[0])).toMatch(/^\{"a":1,"event_id":"id-0-0",[^\n]*\}\n\{"a":2,"event_id":"id-0-1",[^\n]*\}\n$/);
    expect(log).toMatchObject([{ FunctionName: 'processor', FailedRecords: 1, code: 'NotJson', message: 'line 1: not one JSON value' }]);
    expect(JSON.stringify(log)).not.toContain('secret');
  });

  test('gives each line to the module of a user', () => {
    const transform = 'export const transform = (event, { recordId }) => event.a > 1 ? { a: event.a, of: recordId } : undefined;';
    const { answers: [answer], log } = invoke('packed.lambda', [batch('{"a":1}\n{"a":2}\n', '{"a":0}\n{"a":1}')], { 't.mjs': transform }, './t.mjs');
    expect(written(answer.records[0])).toMatch(/^\{"a":2,"of":"id-0-1","event_id":"id-0-1",[^\n]*\}\n$/);
    expect(answer.records[1]).toEqual({ recordId: 'id-1', result: 'Dropped' });
    expect(log).toMatchObject([{ FunctionName: 'processor', DroppedRecords: 1 }]);
  });
});
