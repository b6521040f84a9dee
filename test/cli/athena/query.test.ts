import { existsSync, mkdtempSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OPENX, TEXT, deploymentOf, newFolder, putObjects, resource, tableResource } from './glue';
import { runQuery } from '../../../cli/athena/query';
import { Failure } from '../../../cli/failure';
import type { Deployment } from '../../../cli/template/deployment';
import { loadTemplate } from '../../../cli/template/load';
import { AnalyticsQueries } from '../../../src/analytics';
import type { QueryOptions } from '../../../src/analytics';
import { newStack } from '../../support/stacks';

/** The template of queries over the bucket `data`, read as a user's would be. */
function deployed(queries?: QueryOptions, second = false): Deployment {
  const stack = newStack();
  const bucket = new Bucket(stack, 'Bucket', { bucketName: 'data' });
  new AnalyticsQueries(stack, 'Analytics', { bucket, queries });
  if (second) {
    new AnalyticsQueries(stack, 'Second', { bucket, dataPrefix: 'second/' });
  }
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'template-')), 'Test.template.json');
  writeFileSync(file, JSON.stringify(Template.fromStack(stack).toJSON()));
  return loadTemplate(file);
}

const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const lines = (events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** Four deliveries over two days: one event twice, one without the fields, and two failed records. */
function delivered(): string {
  const folder = newFolder();
  putObjects(folder, {
    [`data/firehose/dt=${yesterday}/one.gz`]: lines([
      { name: 'été', event_id: 'a', received_at: `${yesterday} 10:59:59.999` },
      { name: 'b', event_id: 'b', received_at: `${yesterday} 11:00:00.000` },
    ]),
    [`data/firehose/dt=${today}/two.gz`]: lines([{ name: 'b', event_id: 'b', received_at: `${today} 00:00:00.001` }, { other: [1, { x: '"' }] }]),
    'data/firehose/dt=2026-01-01/old.gz': lines([{ event_id: 'old', received_at: '2026-01-01 00:00:00.000' }]),
    [`data/firehose-errors/type=processing-failed/dt=${today}/bad.gz`]: lines([
      failure('not json\n', Date.UTC(2026, 0, 2, 3, 4, 5)), failure(Buffer.from([0x61, 0xff, 0x62]), Date.UTC(2026, 0, 2, 3, 4, 6)),
    ]),
  });
  return folder;
}

function failure(raw: string | Buffer, arrivalTimestamp: number) {
  return {
    attemptsMade: 1,
    arrivalTimestamp,
    errorCode: 'Lambda.ProcessingFailedStatus',
    errorMessage: 'ProcessingFailed status set for record',
    attemptEndingTimestamp: arrivalTimestamp + 1,
    rawData: Buffer.from(raw).toString('base64'),
    lambdaArn: 'arn:function',
  };
}

describe('the named queries of a template', () => {
  const deployment = deployed({ namedQueries: [{ name: 'names', sql: 'SELECT json_extract_scalar(event, \'$.name\') AS name FROM records ORDER BY 1' }] });
  const folder = delivered();
  const ask = async (name: string) => {
    const { columns, rows, warnings } = await runQuery(deployment, folder, name);
    expect(warnings).toEqual([]);
    return { columns, rows };
  };

  test('sample: events of the last days, newest day first', async () => {
    expect(await ask('sample')).toEqual({
      columns: ['event_id', 'received_at', 'event', 'dt'],
      rows: [
        ['b', `${today} 00:00:00.001`, `{"name":"b","event_id":"b","received_at":"${today} 00:00:00.001"}`, today],
        [null, null, '{"other":[1,{"x":"\\""}]}', today],
        ['a', `${yesterday} 10:59:59.999`, `{"name":"été","event_id":"a","received_at":"${yesterday} 10:59:59.999"}`, yesterday],
        ['b', `${yesterday} 11:00:00.000`, `{"name":"b","event_id":"b","received_at":"${yesterday} 11:00:00.000"}`, yesterday],
      ],
    });
  });

  test('events-per-hour: one row an hour, newest first', async () => {
    expect(await ask('events-per-hour')).toEqual({
      columns: ['event_hour', 'events'],
      rows: [[`${today} 00:00`, 1], [`${yesterday} 11:00`, 1], [`${yesterday} 10:00`, 1], [null, 1]],
    });
  });

  test('latest-events: newest first', async () => {
    const { rows } = await ask('latest-events');
    expect(rows.map(([received, id]) => [received, id])).toEqual([
      [`${today} 00:00:00.001`, 'b'], [`${yesterday} 11:00:00.000`, 'b'], [`${yesterday} 10:59:59.999`, 'a'], [null, null],
    ]);
  });

  test('volume-by-day: events, distinct events and bytes of each day', async () => {
    const bytes = (event: object) => Buffer.byteLength(JSON.stringify(event));
    expect(await ask('volume-by-day')).toEqual({
      columns: ['dt', 'events', 'distinct_events', 'json_bytes'],
      rows: [
        [today, 2, 1, bytes({ name: 'b', event_id: 'b', received_at: `${today} 00:00:00.001` }) + bytes({ other: [1, { x: '"' }] })],
        [yesterday, 2, 2, bytes({ name: 'été', event_id: 'a', received_at: `${yesterday} 10:59:59.999` })
          + bytes({ name: 'b', event_id: 'b', received_at: `${yesterday} 11:00:00.000` })],
      ],
    });
  });

  test('duplicate-events: what was delivered more than once', async () => {
    expect(await ask('duplicate-events')).toEqual({
      columns: ['event_id', 'copies', 'first_received_at', 'last_received_at'],
      rows: [['b', 2, `${yesterday} 11:00:00.000`, `${today} 00:00:00.001`]],
    });
  });

  test('failed-records: newest first, with their bytes as text', async () => {
    const { columns, rows } = await ask('failed-records');
    expect(columns).toEqual(['arrived_at', 'error_type', 'error_code', 'error_message', 'attempts', 'raw_data']);
    expect(rows).toEqual([
      ['2026-01-02 03:04:06', 'processing-failed', 'Lambda.ProcessingFailedStatus', 'ProcessingFailed status set for record', 1, 'a\ufffdb'],
      ['2026-01-02 03:04:05', 'processing-failed', 'Lambda.ProcessingFailedStatus', 'ProcessingFailed status set for record', 1, 'not json\n'],
    ]);
  });

  test('a query of the user\'s own finds the tables of its database without naming it', async () => {
    expect((await ask('names')).rows).toEqual([['b'], ['b'], ['été'], [null], [null]]);
  });

  test.each([['create-database', 'database test_analytics_'], ['create-table', 'table test_analytics_']])('%s: it is there', async (name, message) => {
    expect(await runQuery(deployment, folder, name)).toMatchObject({ columns: [], rows: [], message: expect.stringContaining(message) });
  });

  test('each gives no rows, and no failure, before anything was delivered', async () => {
    for (const name of ['sample', 'events-per-hour', 'latest-events', 'volume-by-day', 'duplicate-events', 'failed-records']) {
      expect((await runQuery(deployment, newFolder(), name)).rows).toEqual([]);
    }
  });

  test('a name that two pipelines share is called with its workgroup', async () => {
    const two = deployed(undefined, true);
    const error = await runQuery(two, folder, 'events-per-hour').catch((thrown: Error) => thrown) as Error;
    const [first, second] = /say which: (\S+), (\S+)$/.exec(error.message)!.slice(1);
    expect((await runQuery(two, folder, first)).rows).toHaveLength(4);
    expect((await runQuery(two, folder, second)).rows).toHaveLength(0);
  });
});

describe('SQL', () => {
  const folder = newFolder();
  putObjects(folder, { 'bucket/data/a': 'x\ny\n' });
  const one = deploymentOf(resource('AWS::Glue::Database', { DatabaseInput: { Name: 'db' } }), tableResource({}));
  const ask = async (sql: string) => (await runQuery(one, folder, sql)).rows;

  test('needs no database where there is one only, and may name it', async () => {
    expect(await ask('SELECT line FROM lines ORDER BY 1')).toEqual([['x'], ['y']]);
    expect(await ask('SELECT line FROM "db"."lines" ORDER BY 1;')).toEqual([['x'], ['y']]);
  });

  test('gives numbers where they are exact, and otherwise the text that Athena prints', async () => {
    expect(await ask(`SELECT 1, 1.5e0, 9007199254740993, 1.10, true, null, date '2026-01-02', timestamp '1969-12-31 23:59:59.9995',
      from_unixtime(0), to_utf8('az'), ARRAY['a', null], map(ARRAY['k'], ARRAY[1]), cast('nan' as double), cast('[1]' AS json)`)).toEqual([[
      1, 1.5, '9007199254740993', '1.10', 'true', null, '2026-01-02', '1969-12-31 23:59:59.999',
      '1970-01-01 00:00:00.000 UTC', '61 7a', '[a, null]', '{k=1}', 'NaN', '[1]',
    ]]);
  });

  test('may cast JSON to an array in Trino\'s way; the same words in a text stay', async () => {
    expect(await ask("SELECT cast(json_parse('[\"a\",\"b\"]') AS array(varchar)), 'as array(varchar)' -- array(x)")).toEqual([['[a, b]', 'as array(varchar)']]);
    expect(await ask("SELECT cast(json_parse('[[1],[2,3]]') AS ARRAY( array(bigint) ))")).toEqual([['[[1], [2, 3]]']]);
  });

  test('fails with one line that says where', async () => {
    await expect(ask('SELECT line\nFROM nowhere')).rejects.toThrow(/^Catalog Error: Table with name nowhere does not exist! \(line 2, column 6\); allowed: db\.lines$/);
    await expect(ask('SELEC 1')).rejects.toThrow(/^Parser Error: syntax error at or near "SELEC" \(line 1, column 1\)$/);
  });

  test('over a file that is no text fails with the file\'s name', async () => {
    const broken = newFolder();
    putObjects(broken, { 'bucket/data/b.gz': Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a]) });
    await expect(runQuery(one, broken, 'SELECT line FROM lines')).rejects.toThrow(/^\S+\/bucket\/data\/b\.gz holds bytes that are no UTF-8 text/);
  });

  test.each([
    ['SELECT lin FROM lines', 'allowed: line'],
    ['SELECT l.lin FROM db.lines l', 'allowed: line'],
    ['SELECT lin FROM "db"."lines"', 'allowed: line'],
    ['SELECT lin FROM (SELECT line AS text FROM lines)', 'allowed: text'],
    ['SELECT 1 FROM lines WHERE line >= "2026-11-01"', 'allowed: line; text goes in single quotes'],
    ['SELECT 1 FROM lines WHERE line = "x"', 'allowed: line; text goes in single quotes'],
    ['SELECT "lin" FROM lines', 'allowed: line'],
    ['SELECT 1 FROM lines WHERE line >= 2026-11-01', 'text goes in single quotes'],
    ['SELECT 1 FROM lines WHERE line BETWEEN 2026-11-01 AND 2026-11-02', 'text goes in single quotes'],
    ['SELECT 1 FROM other.lines', 'allowed: db.lines'],
  ])('%s fails with what is allowed', async (sql, advice) => {
    const error = await ask(sql).catch((thrown: Error) => thrown) as Error;
    expect(error).toBeInstanceOf(Failure);
    expect(error.message).toMatch(/^(?:Binder|Catalog) Error: [^\n]* \(line 1, column \d+\); [^;\n]+(?:; text goes in single quotes)?$/);
    expect(error.message.endsWith(`; ${advice}`)).toBe(true);
  });

  test('with several databases a table is called with its own, and the failure names them', async () => {
    const second = resource('AWS::Glue::Table', { ...tableResource({}).properties, DatabaseName: 'other' });
    const error = await runQuery(deploymentOf(tableResource({}), second), folder, 'SELECT * FROM lines').catch((thrown: Error) => thrown) as Error;
    expect(error.message).toMatch(/; allowed: db\.lines, other\.lines$/);
  });

  test.each(['select(1)', 'SELECT\'1\'', 'values(1)', '(select(1))', 'show tables', 'describe db.lines', 'explain select 1', 'explain analyze select 1',
    'explain (format json) select 1', 'with a as (select 1) select * from a', '-- a comment\nselect 1', '/* copy */ select 1 -- copy'])('%p is read', async (sql) => {
    expect((await ask(sql)).length).toBeGreaterThan(0);
  });

  test.each([
    ['copy (select 1) to \'FILE\'', 'COPY'], ['copy lines to \'FILE\'', 'COPY'], ['explain analyze copy (select 1) to \'FILE\'', 'COPY'],
    ['explain /* x */ analyze copy (select 1) to \'FILE\'', 'COPY'], ['export database \'FILE\'', 'EXPORT'], ['attach \'FILE\' as x', 'ATTACH'], ['install httpfs', 'INSTALL'],
    ['load json', 'LOAD'], ['pragma database_list', 'PRAGMA'], ['set threads = 1', 'SET'], ['create table x (a int)', 'CREATE'],
    ['insert into lines values (1)', 'INSERT'], ['drop view db.lines', 'DROP'], ['call pragma_version()', 'CALL'],
    ['vacuum', 'VACUUM'], ['/* select */ -- select\n create view v as select 1', 'CREATE'],
  ])('%s changes something, so it is not run', async (sql, word) => {
    const file = path.join(newFolder(), 'written');
    const error = await ask(sql.replace('FILE', file)).catch((thrown: Error) => thrown) as Error;
    expect(error).toBeInstanceOf(Failure);
    expect(error.message).toMatch(new RegExp(`^query: got a statement with ${word}.*, allowed one that reads: SELECT, WITH, VALUES, EXPLAIN, SHOW or DESCRIBE`));
    expect(existsSync(file)).toBe(false);
  });

  test('columns of one name are told apart', async () => {
    expect((await runQuery(one, folder, 'SELECT 1 AS count, 2 AS count')).columns).toEqual(['count', 'count_1']);
  });

  test('a named query comes before a statement of the same text', async () => {
    const named = deploymentOf(resource('AWS::Athena::NamedQuery', { Name: 'vacuum', Database: 'db', QueryString: 'SELECT 7' }));
    expect((await runQuery(named, folder, 'vacuum')).rows).toEqual([[7]]);
  });

  test.each(['read_text(\'/etc/passwd\')', 'glob(\'/root/**\')', 'read_csv(\'/etc/passwd\')'])('cannot open a file by itself (%s)', async (source) => {
    await expect(ask(`SELECT * FROM ${source}`)).rejects.toThrow(new Failure('query: got a statement that opens a file by itself, allowed: db.lines'));
  });

  test('a macro that fails says only why', async () => {
    await expect(ask('SELECT json_extract(line, \'$.#a\') FROM lines')).rejects.toThrow(new Failure('Invalid JSON path: \'$.#a\''));
    await expect(ask('SELECT date_parse(line, \'%Q\') FROM lines')).rejects.toThrow(new Failure('date_parse: the format %Q cannot be parsed by here'));
  });

  test('TRY in a text, a name or a comment stays', async () => {
    expect(await ask('SELECT \'try (1)\' AS a, try (cast(line AS integer)) AS b, 1 AS "try(" FROM lines LIMIT 1 -- try(')).toEqual([['try (1)', null, 1]]);
  });

  test('names a column and the place of a mistake as in the text that was written', async () => {
    expect((await runQuery(one, folder, 'SELECT try(line) FROM lines')).columns).toEqual(['try(line)']);
    await expect(ask('SELECT try(line), try(1), lin FROM lines')).rejects.toThrow(/\(line 1, column 27\); allowed: line$/);
  });

  test('is one statement', async () => {
    await expect(ask('SELECT 1; SELECT 2')).rejects.toThrow('query: got 2 statements, allowed one');
  });

  test('fails on a table that only Hive\'s DDL would make', async () => {
    await expect(ask('CREATE EXTERNAL TABLE IF NOT EXISTS other (a string)')).rejects.toThrow('table: got db.other, which no AWS::Glue::Table of the template makes');
    await expect(ask('CREATE DATABASE IF NOT EXISTS other')).rejects.toThrow('database: got other, which no AWS::Glue::Database of the template makes');
  });

  test.each(['nope', 'team/nope', 'nope-1', '', ' ', '-- nothing'])('that is no SQL and no name (%p) fails with the names there are', async (text) => {
    const named = deploymentOf(...['first', 'second'].map((Name) => resource('AWS::Athena::NamedQuery', { Name, Database: 'db', QueryString: 'SELECT 1' })));
    await expect(runQuery(named, folder, text)).rejects.toThrow(`query: got ${text.trim() || 'nothing'}, allowed SQL or a named query: first, second`);
  });
});

describe('what is read', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
  const parameters = {
    'projection.enabled': 'true', 'projection.dt.type': 'date', 'projection.dt.range': '2026-01-01,2026-12-31', 'projection.dt.format': 'yyyy-MM-dd',
  };
  const folder = newFolder();
  const key = (day: string) => `bucket/data/dt=${day}/a.gz`;
  days.forEach((day, index) => putObjects(folder, { [key(day)]: JSON.stringify({ line: `${'x'.repeat(1000 * index)}${day}` }) }));
  const size = (day: string) => statSync(path.join(folder, key(day))).size;
  const sizes = (...read: string[]) => read.reduce((sum, day) => sum + size(day), 0);

  test.each([
    ['all days', 'SELECT count(*) FROM lines', sizes(...days)],
    ['one day', 'SELECT line FROM lines WHERE dt = \'2026-01-02\'', size(days[1])],
    ['a range of days', 'SELECT line FROM lines WHERE dt >= \'2026-01-02\'', sizes(days[1], days[2])],
    ['days of a computed range', 'SELECT count(*) FROM lines WHERE dt BETWEEN date_format(date \'2026-01-03\' - interval \'1\' day, \'%Y-%m-%d\') AND \'2026-01-02\'', size(days[1])],
    ['no day', 'SELECT line FROM lines WHERE dt = \'2026-02-01\'', 0],
    ['no table', 'SELECT 1', 0],
    ['a table twice', 'SELECT (SELECT max(line) FROM lines WHERE dt = \'2026-01-01\'), (SELECT min(line) FROM lines WHERE dt = \'2026-01-01\')', 2 * size(days[0])],
  ])('is counted in bytes of the objects: %s', async (_name, sql, bytes) => {
    for (const serde of [TEXT, OPENX]) {
      const { bytesRead, seconds } = await runQuery(deploymentOf(tableResource({ serde, partitionKeys: { dt: 'string' }, parameters })), folder, sql);
      expect(bytesRead).toBe(bytes);
      expect(seconds).toBeGreaterThan(0);
    }
  });
});
