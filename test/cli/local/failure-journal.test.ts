import { createHash } from 'crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { FailureJournal, journalFiles } from '../../../cli/local/failure-journal';
import { addFailureReasons } from '../../../cli/local/failure-reasons';
import type { FailedRecord } from '../../../cli/services';
import { temporaryFolder } from '../../support/assembly';
import { runs } from '../../support/property-runs';

const CODE = 'Lambda.ProcessingFailedStatus';
const base64 = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let ids = 0;

function failed(text: string | Uint8Array, more: Partial<FailedRecord> = {}): FailedRecord {
  return { id: String(ids++).padStart(56, '4'), data: base64(text), errorCode: CODE, ...more };
}

/** A journal in a folder of its own. */
function open() {
  const data = temporaryFolder();
  const warnings: string[] = [];
  const journal = new FailureJournal(data, (message) => warnings.push(message));
  const { previous, current } = journalFiles(data);
  /** What a query shows beside a record, which it read as text. */
  const shown = (text: string, code = CODE) => {
    const { columns, rows } = addFailureReasons({ columns: ['error_code', 'raw_data'], rows: [[code, text]] }, [previous, current]);
    return columns.length > 2 ? rows[0][2] : undefined;
  };
  return { data, journal, warnings, current, previous, shown };
}

describe('the reason of a failed record', () => {
  test('is the error of the call, if the call failed', async () => {
    const { journal, shown } = open();
    journal.failed([failed('a', { errorCode: 'Lambda.FunctionTimedOut', reason: 'Task timed out after 3.00 seconds' })]);
    await journal.close();

    expect(shown('a', 'Lambda.FunctionTimedOut')).toBe('Task timed out after 3.00 seconds');
    expect(shown('a')).toBeUndefined();
  });

  test('is kept for the user of the run only', async () => {
    const { journal, current } = open();
    journal.failed([failed('a', { reason: 'no price' })]);
    await journal.close();

    expect(statSync(current).mode % 0o1000).toBe(0o600);
  });

  test.each([
    ['its id', (record: FailedRecord) => `no price in ${record.id}!`],
    ['the hash of its bytes', () => `no price: ${sha256('a')}`],
  ])('is the line of the log that names %s', async (_by, line) => {
    const { journal, shown } = open();
    const record = failed('a');
    journal.hear('something else');
    journal.failed([record, failed('b')]);
    journal.hear(line(record)); // the log may come after the answer
    await journal.close();

    expect(shown('a')).toBe(line(record));
  });

  test('is read from a metric in the embedded format, without its count', async () => {
    const { journal, shown } = open();
    journal.hear(JSON.stringify({
      _aws: { CloudWatchMetrics: [{ Dimensions: [['FunctionName']], Metrics: [{ Name: 'FailedRecords' }] }] },
      FunctionName: 'f',
      FailedRecords: 1,
      code: 'NotJson',
      message: 'not one JSON value',
      sha256: [sha256('a')],
    }));
    journal.failed([failed('a')]);
    await journal.close();

    expect(shown('a')).toBe('code: NotJson, message: not one JSON value');
  });

  test('is what the log says of its batch, if the log names others of it only', async () => {
    const { journal, shown } = open();
    journal.hear(`one: ${sha256('a')}`);
    journal.hear(`two: ${sha256('b')}`);
    journal.failed([failed('a'), failed('b'), failed('c')]);
    journal.failed([failed('of another batch')]);
    await journal.close();

    expect(shown('c')).toBe(`one: ${sha256('a')}; two: ${sha256('b')}`);
    expect(shown('of another batch')).toBeUndefined();
  });

  test('is not known if no log names a record of the batch', async () => {
    const { journal, current } = open();
    journal.hear('a metric of something else');
    journal.failed([failed('a')]);
    await journal.close();

    expect(existsSync(current)).toBe(false);
  });

  test('is written while the run goes on', async () => {
    const { journal, shown } = open();
    journal.failed([failed('a', { reason: 'why' })]);
    while (shown('a') === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(shown('a')).toBe('why');
    await journal.close();
  });

  test('is one line of at most 301 characters', async () => {
    const { journal, shown } = open();
    journal.failed([failed('a', { reason: `a\n  b ${'x'.repeat(1_000)}` })]);
    await journal.close();

    expect(shown('a')).toMatch(/^a b x{296}…$/);
  });

  test('is the last one, if a record failed several times', async () => {
    const { journal, shown } = open();
    journal.failed([failed('a', { reason: 'first' })]);
    journal.failed([failed('a', { reason: 'second' })]);
    await journal.close();

    expect(shown('a')).toBe('second');
  });
});

test('any bytes get their reason when they are read as text or as base64, and none of them is kept', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 100 }), async (bytes) => {
    const { journal, shown, current } = open();
    journal.failed([failed(bytes, { reason: 'why' })]);
    await journal.close();

    expect([shown(Buffer.from(bytes).toString('utf8')), shown(base64(bytes))]).toEqual(['why', 'why']);
    expect(readFileSync(current, 'latin1')).not.toContain(base64(bytes));
    expect(readFileSync(current).includes(Buffer.from(bytes))).toBe(false);
  }), runs(50));
});

test('a file that has become large is put aside, and read all the same', async () => {
  const { journal, shown, current, previous } = open();
  writeFileSync(current, ' '.repeat(9 * 1024 * 1024));
  journal.failed([failed('a', { reason: 'first' })]);
  await journal.close();
  journal.failed([failed('b', { reason: 'second' })]);
  await journal.close();

  expect(readFileSync(previous, 'utf8').trim()).toContain('first');
  expect(readFileSync(current, 'utf8')).toContain('second');
  expect([shown('a'), shown('b')]).toEqual(['first', 'second']);
});

test('a line that a killed run left unfinished does no harm', async () => {
  const { journal, shown, current } = open();
  writeFileSync(current, '{"key":"abc","rea');
  journal.failed([failed('a', { reason: 'why' })]);
  await journal.close();

  expect(shown('a')).toBe('why');
});

test('a file that cannot be written is reported, and the run goes on', async () => {
  const warnings: string[] = [];
  const journal = new FailureJournal(path.join(temporaryFolder(), 'none'), (message) => warnings.push(message));
  journal.failed([failed('a', { reason: 'why' })]);
  await journal.close();

  expect(warnings).toEqual([expect.stringMatching(/^the reasons of failed records cannot be kept for `query`: .*ENOENT/)]);
});

describe('a result', () => {
  const kept = async () => {
    const opened = open();
    opened.journal.failed([failed('a', { reason: 'why' })]);
    await opened.journal.close();
    return [opened.current];
  };

  test('has a row for each row, with the reason where there is one', async () => {
    const result = { columns: ['raw_data', 'attempts', 'error_code'], rows: [['a', 1, CODE], ['b', 1, CODE], [null, 1, CODE]] };
    expect(addFailureReasons(result, await kept())).toEqual({
      columns: ['raw_data', 'attempts', 'error_code', 'local_reason'], rows: [['a', 1, CODE, 'why'], ['b', 1, CODE, null], [null, 1, CODE, null]],
    });
  });

  test('without an error code is no result of failed records, and stays as it is', async () => {
    const result = { columns: ['event'], rows: [['a']] };
    expect(addFailureReasons(result, await kept())).toBe(result);
  });

  test('keeps a column of the same name', async () => {
    const result = { columns: ['local_reason', 'code'], rows: [['a', CODE]] };
    expect(addFailureReasons(result, await kept()).columns).toEqual(['local_reason', 'code', 'local_reason_2']);
  });

  test('stays as it is where no run kept anything', () => {
    const result = { columns: ['raw_data', 'error_code'], rows: [['a', CODE]] };
    expect(addFailureReasons(result, ['/none/of/these'])).toBe(result);
  });
});
