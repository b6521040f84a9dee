import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { HIVE_JSON, OPENX, PARQUET, TEXT, deploymentOf, newFolder, putObjects, tableResource } from './glue';
import { readCatalog } from '../../../cli/athena/catalog';
import { openDatabase } from '../../../cli/athena/database';
import type { Resource } from '../../../cli/template/deployment';
import { runs } from '../../support/property-runs';

/** What a query gives, values as DuckDB's own JSON. */
async function rowsOf(folder: string, sql: string, ...resources: Resource[]): Promise<{ rows: unknown[][]; warnings: string[] }> {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const database = await openDatabase(readCatalog(deploymentOf(...resources), folder, warn), warn);
  try {
    return { rows: (await database.connection.runAndReadAll(sql)).getRowsJson(), warnings };
  } finally {
    database.close();
  }
}

async function writeParquet(file: string, sql: string): Promise<void> {
  const writer = await (await DuckDBInstance.create(':memory:')).connect();
  await writer.run(`COPY (${sql}) TO '${file}'`);
  writer.closeSync();
}

const DAYS = {
  'projection.enabled': 'true',
  'projection.dt.type': 'date',
  'projection.dt.range': '2026-01-01,2026-12-31',
  'projection.dt.format': 'yyyy-MM-dd',
};
const byDay = { partitionKeys: { dt: 'string' }, parameters: DAYS };

describe('delimited text', () => {
  test('gives each line as it is: quotes, commas, backslashes, spaces, NUL, any script', async () => {
    const folder = newFolder();
    const lines = ['{"a":"say \\"hi\\", it\'s"}', '"quoted,"', '# no comment', ' padded ', 'a\u0000b', 'é 😀 \u2028 \u0085', '\t', '""', '{"a":1}'];
    putObjects(folder, { 'bucket/data/part.gz': `${lines.join('\n')}\n` });
    const { rows } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}));
    expect(rows.map(([line]) => line)).toEqual(lines);
  });

  test('reads a line of 5 MB between small ones', async () => {
    const folder = newFolder();
    const long = JSON.stringify({ text: 'x,"\''.repeat(1_250_000) });
    putObjects(folder, { 'bucket/data/part.gz': `a\n${long}\nb\n` });
    const { rows } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}));
    expect(rows.map(([line]) => line)).toEqual(['a', long, 'b']);
  });

  test('reads packed and plain objects, with or without a line feed at the end, with either line ending', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': 'one\ntwo', 'bucket/data/b': 'three\n', 'bucket/data/c.txt': 'four\r\nfive\r\n' });
    const { rows } = await rowsOf(folder, 'SELECT line FROM db.lines ORDER BY line', tableResource({}));
    expect(rows.flat()).toEqual(['five', 'four', 'one', 'three', 'two']);
  });

  test('a blank line is a row with an empty text, \\N is null', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'one\n\n\\N\ntwo\n' });
    const { rows } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}));
    expect(rows.flat()).toEqual(['one', '', null, 'two']);
  });

  test('splits fields at the delimiter into the types of the columns; what a type cannot hold is null', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'x\t7\t2026-01-02 03:04:05\ny\tno number\nz\t9\t2026-01-02 03:04:05\tmore\n' });
    const { rows } = await rowsOf(folder, 'SELECT name, n, "at" FROM db.lines', tableResource({
      columns: { name: 'string', n: 'int', at: 'timestamp' }, serdeParameters: { 'field.delim': '\t', 'serialization.format': '\t' },
    }));
    expect(rows).toEqual([['x', 7, '2026-01-02 03:04:05'], ['y', null, null], ['z', 9, '2026-01-02 03:04:05']]);
  });

  test('the text after a delimiter is no part of the only column, as in Hive', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'one\u0001more\n' });
    expect((await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}))).rows).toEqual([['one']]);
  });
});

describe('JSON lines', () => {
  const typed = {
    serde: OPENX,
    serdeParameters: { 'ignore.malformed.json': 'true' },
    columns: { userid: 'bigint', name: 'string', nested: 'string', ok: 'boolean' },
  };

  test('finds keys whatever their case, and puts an object into a text column as JSON', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': '{"userId":9007199254740993,"Name":"é","nested":{"a":[1,2]},"ok":true}\n' });
    const { rows } = await rowsOf(folder, 'SELECT * FROM db.lines', tableResource(typed));
    expect(rows).toEqual([['9007199254740993', 'é', '{"a":[1,2]}', true]]);
  });

  test.each(['not json', '', '[1,2]', '"text"', '7', '{"userId":1', 'null'])('a line that is no object (%p) is a row of nulls', async (line) => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': `{"userId":1}\n${line}\n{"userId":3}\n` });
    const { rows } = await rowsOf(folder, 'SELECT userid, name FROM db.lines', tableResource(typed));
    expect(rows).toEqual([['1', null], [null, null], ['3', null]]);
  });

  test.each([OPENX, HIVE_JSON])('such a line fails the query where the table does not allow for it (%s)', async (serde) => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'not json\n' });
    await expect(rowsOf(folder, 'SELECT userid FROM db.lines', tableResource({ ...typed, serde, serdeParameters: {} })))
      .rejects.toThrow('a line of db.lines is no JSON object');
  });

  test('a column may have a key of another name, with any character in it', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': '{"a/b~c.d\\"e":1,"USER":"x"}\n' });
    const { rows } = await rowsOf(folder, 'SELECT * FROM db.lines', tableResource({
      serde: OPENX, columns: { odd: 'int', who: 'string' }, serdeParameters: { 'mapping.odd': 'a/b~c.d"e', 'mapping.who': 'user' },
    }));
    expect(rows).toEqual([[1, 'x']]);
  });

  test('keys keep their case and dots become underscores where the table says so', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': '{"Name":"no","name":"yes","a.b":1}\n' });
    const { rows } = await rowsOf(folder, 'SELECT * FROM db.lines', tableResource({
      serde: OPENX, columns: { name: 'string', a_b: 'int' }, serdeParameters: { 'case.insensitive': 'false', 'dots.in.keys': 'true' },
    }));
    expect(rows).toEqual([['yes', 1]]);
  });

  test('reads lists, maps and structures in each other; what has another shape is null', async () => {
    const folder = newFolder();
    putObjects(folder, {
      'bucket/data/a': [
        '{"items":[{"Id":1,"tags":["x",null]},{"Id":"2"},5],"counts":{"A":1,"b":"2"},"geo":{"Lat":1.5,"place":{"City":"Y"}}}',
        '{"items":{},"counts":[],"geo":"no"}',
      ].join('\n'),
    });
    const { rows } = await rowsOf(folder, 'SELECT * FROM db.lines', tableResource({
      serde: OPENX,
      columns: {
        items: 'array<struct<id:bigint,tags:array<string>>>', counts: 'map<string,int>', geo: 'struct<lat:double,place:struct<city:string>>',
      },
    }));
    expect(rows[0][0]).toEqual([{ id: '1', tags: ['x', null] }, { id: '2', tags: null }, null]);
    expect(rows[0][1]).toEqual([{ key: 'A', value: 1 }, { key: 'b', value: 2 }]);
    expect(rows[0][2]).toEqual({ lat: 1.5, place: { city: 'Y' } });
    expect(rows[1]).toEqual([null, null, null]);
  });
});

describe('partitions', () => {
  test('their values come from the folders, and only those that the projection knows are read', async () => {
    const folder = newFolder();
    putObjects(folder, {
      'bucket/data/dt=2026-01-01/a': 'in\n',
      'bucket/data/dt=2025-12-31/a': 'before\n',
      'bucket/data/dt=2027-01-01/a': 'after\n',
      'bucket/data/dt=2026-1-1/a': 'written otherwise\n',
      'bucket/data/dt=2026-02-30/a': 'no day\n',
      'bucket/data/dt=today/a': 'no date\n',
      'bucket/data/a': 'beside\n',
      'bucket/data/other=1/a': 'another key\n',
      'bucket/data-errors/dt=2026-01-01/a': 'another prefix\n',
    });
    const { rows } = await rowsOf(folder, 'SELECT line, dt FROM db.lines', tableResource(byDay));
    expect(rows).toEqual([['in', '2026-01-01']]);
  });

  test('the range may reach from a day to now, and a day ahead is not in it', async () => {
    const folder = newFolder();
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    putObjects(folder, { [`bucket/data/dt=${day(0)}/a`]: 'today\n', [`bucket/data/dt=${day(2)}/a`]: 'ahead\n', [`bucket/data/dt=${day(-9)}/a`]: 'long ago\n' });
    const parameters = { ...DAYS, 'projection.dt.range': 'NOW-3DAYS,NOW' };
    const { rows } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({ ...byDay, parameters }));
    expect(rows).toEqual([['today']]);
  });

  test('several keys nest, with their own types and escaped values', async () => {
    const folder = newFolder();
    putObjects(folder, {
      'bucket/data/type=a%3Ab/hour=05/x': 'in\n',
      'bucket/data/type=other/hour=05/x': 'unknown type\n',
      'bucket/data/type=a%3Ab/hour=5/x': 'too few digits\n',
      'bucket/data/type=a%3Ab/hour=24/x': 'out of range\n',
      'bucket/data/hour=05/type=a%3Ab/x': 'other order\n',
    });
    const { rows } = await rowsOf(folder, 'SELECT line, type, hour FROM db.lines', tableResource({
      partitionKeys: { type: 'string', hour: 'int' },
      parameters: {
        'projection.enabled': 'true',
        'projection.type.type': 'enum',
        'projection.type.values': 'a:b,c',
        'projection.hour.type': 'integer',
        'projection.hour.range': '0,23',
        'projection.hour.digits': '2',
      },
    }));
    expect(rows).toEqual([['in', 'a:b', 5]]);
  });

  test('without projection there are none, and a warning says why', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/dt=2026-01-01/a': 'x\n' });
    const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({ partitionKeys: { dt: 'string' } }));
    expect(rows).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('db.lines has partition keys without projection')]);
  });

  test('a projection that cannot be followed is named and gives no rows', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/dt=01-02-2026/a': 'x\n' });
    const parameters = { ...DAYS, 'projection.dt.format': 'dd-MM-yyyy' };
    const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({ ...byDay, parameters }));
    expect(rows).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('dd-MM-yyyy')]);
  });

  test('what of a projection is not followed is named', async () => {
    const parameters = { ...DAYS, 'projection.dt.interval': '2' };
    const { warnings } = await rowsOf(newFolder(), 'SELECT line FROM db.lines', tableResource({ ...byDay, parameters }));
    expect(warnings).toEqual(['not followed here: db.lines: projection.dt.interval 2 (every date in the range is read)']);
  });

  test('hidden and empty objects are no rows', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/_SUCCESS': 'x\n', 'bucket/data/.hidden': 'x\n', 'bucket/data/_dir/a': 'x\n', 'bucket/data/empty': '', 'bucket/data/empty.gz': '' });
    expect((await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}))).rows).toEqual([]);
  });
});

describe('tables', () => {
  test('one without a file has its columns and no rows', async () => {
    const { rows } = await rowsOf(newFolder(), 'SELECT column_name, column_type FROM (DESCRIBE db.lines)', tableResource({
      ...byDay, columns: { a: 'bigint', b: 'decimal(10,2)', c: 'array<string>', d: 'map<string,double>', e: 'struct<x:date>' },
    }));
    expect(rows).toEqual([
      ['a', 'BIGINT'], ['b', 'DECIMAL(10,2)'], ['c', 'VARCHAR[]'], ['d', 'MAP(VARCHAR, DOUBLE)'], ['e', 'STRUCT(x DATE)'], ['dt', 'VARCHAR'],
    ]);
  });

  test('the path of the data folder may hold any character', async () => {
    const folder = `${newFolder()}/it's [a] 50% *?/dt=no`;
    putObjects(folder, { 'bucket/data/dt=2026-01-01/a b[1]*.gz': 'x\n', 'bucket/data/dt=2026-01-01/a b1': 'y\n' });
    const { rows } = await rowsOf(folder, 'SELECT line, dt FROM db.lines ORDER BY 1', tableResource(byDay));
    expect(rows).toEqual([['x', '2026-01-01'], ['y', '2026-01-01']]);
  });

  test('a location without a slash at the end is a folder all the same, and a bucket may be the location', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'x\n', 'bucket/database/a': 'y\n' });
    expect((await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({ location: 's3://bucket/data' }))).rows).toEqual([['x']]);
    expect((await rowsOf(folder, 'SELECT line FROM db.lines ORDER BY 1', tableResource({ location: 's3://bucket' }))).rows).toEqual([['x'], ['y']]);
  });

  test('names in capitals are lower case, as Glue keeps them', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'x\n' });
    expect((await rowsOf(folder, 'SELECT * FROM db."lines"', tableResource({ name: 'LINES', columns: { Line: 'string' } }))).rows).toEqual([['x']]);
  });

  test('a SerDe that cannot be read here is named; the other tables work', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a': 'x\n' });
    const orc = tableResource({ name: 'other', serde: 'org.apache.hadoop.hive.ql.io.orc.OrcSerde' });
    const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines', orc, tableResource({}));
    expect(rows).toEqual([['x']]);
    expect(warnings).toEqual([expect.stringMatching(/^db\.other cannot be queried here: .*OrcSerde$/)]);
  });

  test('objects in a codec that cannot be read here are named and left out', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.snappy': 'x\n', 'bucket/data/b': 'y\n' });
    const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}));
    expect(rows).toEqual([['y']]);
    expect(warnings).toEqual([expect.stringContaining('db.lines: 1 files (.snappy) are left out')]);
  });
});

describe('Parquet', () => {
  test('columns are found by name, in the types of the table; one that a file lacks is null', async () => {
    const folder = newFolder();
    const day = path.join(folder, 'bucket', 'data', 'dt=2026-01-01');
    mkdirSync(day, { recursive: true });
    await writeParquet(`${day}/a.parquet`, 'SELECT 1::INTEGER AS "Id", \'x\' AS name');
    await writeParquet(`${day}/b.parquet`, 'SELECT 2 AS "Id", \'new\' AS added');
    const { rows } = await rowsOf(folder, 'SELECT id, name, added, nowhere, dt FROM db.lines ORDER BY id', tableResource({
      ...byDay, serde: PARQUET, columns: { id: 'bigint', name: 'string', added: 'string', nowhere: 'timestamp' },
    }));
    expect(rows).toEqual([['1', 'x', null, null, '2026-01-01'], ['2', null, 'new', null, '2026-01-01']]);
  });
});

describe('Parquet with a column called filename', () => {
  test('gives that column, and the partition of the file', async () => {
    const folder = newFolder();
    const day = path.join(folder, 'bucket', 'data', 'dt=2026-01-01');
    mkdirSync(day, { recursive: true });
    await writeParquet(`${day}/a.parquet`, 'SELECT \'mine\' AS filename, 1 AS id');
    const { rows } = await rowsOf(folder, 'SELECT filename, id, dt FROM db.lines WHERE dt = \'2026-01-01\'', tableResource({
      ...byDay, serde: PARQUET, columns: { filename: 'string', id: 'int' },
    }));
    expect(rows).toEqual([['mine', 1, '2026-01-01']]);
  });
});

describe('objects of no bytes', () => {
  test.each([
    ['text', { serde: TEXT, columns: { line: 'string' } }, { 'bucket/data/a.gz': 'x\n', 'bucket/data/b': 'y\n' }, [['x'], ['y']]],
    ['JSON', { serde: OPENX, columns: { line: 'string' } }, { 'bucket/data/a.gz': '{"line":"x"}\n', 'bucket/data/b': '{"line":"y"}\n' }, [['x'], ['y']]],
    ['Hive JSON', { serde: HIVE_JSON, columns: { line: 'string' } }, { 'bucket/data/a.gz': '{"line":"x"}\n' }, [['x']]],
  ])('give no rows, and do not stop the others: %s', async (_name, table, objects, expected) => {
    const folder = newFolder();
    putObjects(folder, objects);
    for (const name of ['0.gz', 'zero', 'zero.GZ', 'zero.json', 'z.gz']) {
      writeFileSync(path.join(folder, 'bucket/data', name), '');
    }
    const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines ORDER BY 1', tableResource(table));
    expect({ rows, warnings }).toEqual({ rows: expected, warnings: [] });
  });

  test('give no rows in Parquet, alone or beside others, and in one of several partitions', async () => {
    const folder = newFolder();
    const table = tableResource({ ...byDay, serde: PARQUET, columns: { id: 'bigint' } });
    const days = ['01', '02'].map((day) => path.join(folder, 'bucket', 'data', `dt=2026-01-${day}`));
    days.forEach((day) => mkdirSync(day, { recursive: true }));
    writeFileSync(path.join(days[0], 'zero.parquet'), '');
    expect((await rowsOf(folder, 'SELECT id FROM db.lines', table)).rows).toEqual([]);
    await writeParquet(path.join(days[1], 'a.parquet'), 'SELECT 1 AS id');
    writeFileSync(path.join(days[1], 'zero.parquet'), '');
    expect((await rowsOf(folder, 'SELECT id, dt FROM db.lines', table)).rows).toEqual([['1', '2026-01-02']]);
  });
});

describe('numbers in JSON lines', () => {
  const lines = [
    '{"price":10.50,"d":12345678901234567.89,"nested":{"p":10.50,"q":[1e2,-0,"3.50"]},"n":7,"x":1.5e3}',
    '{"price":"\\u0001 10.50","d":"0.10","nested":"2.50","n":"8","x":-2.50}',
    '{"price":true,"nested":[1.0,{"a":null}],"n":0}',
  ];

  test('keep their characters in a text column, alone and nested', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': lines.join('\n') });
    const { rows } = await rowsOf(folder, 'SELECT price, nested, n FROM db.lines', tableResource({ serde: OPENX, columns: { price: 'string', nested: 'string', n: 'string' } }));
    expect(rows).toEqual([
      ['10.50', '{"p":10.50,"q":[1e2,-0,"3.50"]}', '7'], ['\u0001 10.50', '2.50', '8'], ['true', '[1.0,{"a":null}]', '0'],
    ]);
  });

  test('are exact in a decimal column, and numbers in all others', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': lines.join('\n') });
    const { rows } = await rowsOf(folder, 'SELECT d, n, x FROM db.lines', tableResource({ serde: OPENX, columns: { d: 'decimal(20,2)', n: 'int', x: 'double' } }));
    expect(rows).toEqual([['12345678901234567.89', 7, 1500], ['0.10', 8, -2.5], [null, 0, null]]);
  });

  test('are found in any JSON, and nothing else is changed', async () => {
    const values = fc.sample(fc.jsonValue({ maxDepth: 3 }), { numRuns: 300, seed: runs(300).seed }).filter((value) => value !== null);
    const texts = values.map((value) => JSON.stringify(value));
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': texts.map((text) => `{"v": ${text} }`).join('\n') });
    const { rows } = await rowsOf(folder, 'SELECT v FROM db.lines', tableResource({ serde: OPENX, columns: { v: 'string' } }));
    expect(rows.flat()).toEqual(values.map((value, index) => (typeof value === 'string' ? value : texts[index])));
  });

  test('are the same in lists, maps and structures', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': '{"l":[1.10,2.20],"m":{"a":3.30},"s":{"t":4.40,"n":5}}' });
    const { rows } = await rowsOf(folder, 'SELECT * FROM db.lines', tableResource({
      serde: OPENX, columns: { l: 'array<string>', m: 'map<string,string>', s: 'struct<t:string,n:int>' },
    }));
    expect(rows).toEqual([[['1.10', '2.20'], [{ key: 'a', value: '3.30' }], { t: '4.40', n: 5 }]]);
  });
});

describe('files outside of the tables', () => {
  const secret = 'not for SQL';

  test.each(['s3://../../x/', 's3://bucket/../../x/', 's3://bucket/./x', 's3://.pipeline/x', 's3://bucket//x', 's3://bu\\cket/x'])(
    'the location %s is no folder: the table is named, and the others work', async (location) => {
      const outer = newFolder();
      const folder = path.join(outer, 'a', 'data');
      putObjects(outer, { 'x/secret': secret, 'a/x/secret': secret, 'a/data/bucket/data/a': 'x\n' });
      const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines', tableResource({}), tableResource({ name: 'other', location }));
      expect(rows).toEqual([['x']]);
      expect(warnings).toEqual([expect.stringContaining(`AWSGlueTable cannot be queried: location: got ${location}; `)]);
      await expect(rowsOf(folder, 'SELECT line FROM db.other', tableResource({}), tableResource({ name: 'other', location }))).rejects.toThrow('does not exist');
    });

  test('a symbolic link is not followed: neither a file, nor a folder, nor the bucket itself', async () => {
    const outer = newFolder();
    const folder = path.join(outer, 'data');
    putObjects(outer, { 'outside/data/secret': secret, 'data/bucket/data/a': 'x\n' });
    symlinkSync(path.join(outer, 'outside/data/secret'), path.join(folder, 'bucket/data/link'));
    symlinkSync(path.join(outer, 'outside/data'), path.join(folder, 'bucket/data/folder'));
    symlinkSync(path.join(outer, 'outside'), path.join(folder, 'linked'));
    const { rows, warnings } = await rowsOf(folder, 'SELECT line FROM db.lines UNION ALL SELECT line FROM db.other',
      tableResource({}), tableResource({ name: 'other', location: 's3://linked/data/' }));
    expect(rows).toEqual([['x']]);
    expect(warnings).toEqual([expect.stringMatching(/^db\.other has no rows here: .*\/linked\/data is a symbolic link out of the data folder/)]);
  });

  test('a data folder that is a link itself, or given by a relative path, is read', async () => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/a.gz': 'x\n' });
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    expect((await rowsOf(link, 'SELECT line FROM db.lines', tableResource({}))).rows).toEqual([['x']]);
    expect((await rowsOf(path.relative(process.cwd(), folder), 'SELECT line FROM db.lines', tableResource({}))).rows).toEqual([['x']]);
  });

  test.each([
    'SELECT * FROM read_text(\'SECRET\')', 'SELECT * FROM read_blob(\'SECRET\')', 'SELECT * FROM read_csv(\'SECRET\')', 'SELECT * FROM read_json(\'SECRET\')',
    'SELECT * FROM read_parquet(\'SECRET\')', 'SELECT * FROM glob(\'ROOT/**\')', 'SELECT * FROM glob(\'DATA/**\')', 'SELECT * FROM \'SECRET\'', 'SELECT * FROM sniff_csv(\'SECRET\')',
    'SELECT * FROM read_text(\'DATA/bucket/data/../../.deployment.json\')', 'SELECT * FROM read_text(\'DATA/.deployment.json\')', 'SELECT * FROM read_text(\'DATA/bucket/data/_hidden\')',
    'SELECT * FROM read_text([\'DATA/bucket/data/a\', \'SECRET\'])', 'SELECT * FROM query(\'SELECT * FROM read_text(\'\'SECRET\'\')\')', 'SELECT (SELECT content FROM read_text(\'SECRET\'))',
    'SELECT * FROM read_text(\'http://127.0.0.1:1/x\')', 'SELECT * FROM parquet_metadata(\'SECRET\')',
    'COPY (SELECT 1) TO \'DATA/bucket/data/new\'', 'COPY (SELECT 1) TO \'DATA/bucket/data/a\'', 'ATTACH \'DATA/x.db\'', 'EXPORT DATABASE \'DATA/x\'', 'INSTALL httpfs',
    'SET allowed_directories = [\'/\']', 'SET enable_external_access = true', 'SET lock_configuration = false', 'RESET allowed_paths', 'SET memory_limit = \'1 TiB\'',
  ])('DuckDB itself refuses %s', async (sql) => {
    const root = newFolder();
    const folder = path.join(root, 'data');
    putObjects(root, { 'secret': secret, 'data/bucket/data/a': 'x\n', 'data/bucket/data/_hidden': secret, 'data/.deployment.json': secret });
    const before = readdirSync(root, { recursive: true }).sort();
    const text = sql.replaceAll('SECRET', path.join(root, 'secret')).replaceAll('DATA/', `${folder}/`).replaceAll('ROOT', root);
    await expect(rowsOf(folder, text, tableResource({}))).rejects.toThrow(/^(Permission Error|Invalid Input Error: Cannot change configuration|Catalog Error: Table with name .* does not exist|Invalid Input Error: Cannot.*lock|IO Error: Can't find the home|HTTP Error|Binder Error: .*Permission)/);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
    expect(readFileSync(path.join(folder, 'bucket/data/a'), 'utf8')).toBe('x\n');
  });
});
