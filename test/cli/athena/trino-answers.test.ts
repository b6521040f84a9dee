import type { DuckDBConnection } from '@duckdb/node-api';
import { deploymentOf, newFolder, putObjects, tableResource } from './glue';
import { cases } from './trino-answers.json';
import { openDatabase } from '../../../cli/athena/database';
import type { Database } from '../../../cli/athena/database';
import { runQuery } from '../../../cli/athena/query';
import { translate } from '../../../cli/athena/statement';

interface Case {
  readonly name: string;
  readonly events: readonly string[];
  readonly times?: number;
  readonly sql: string;
  readonly rows?: unknown[][];
  readonly error?: string;
}

const events = deploymentOf(tableResource({ name: 'events', columns: { event: 'string' } }));

describe('gives the rows that Trino documents', () => {
  test.each<Case>(cases)('$name', async ({ events: lines, times = 1, sql, rows, error }) => {
    const folder = newFolder();
    putObjects(folder, { 'bucket/data/events.gz': `${lines.join('\n')}\n`.repeat(times) });
    const answer = runQuery(events, folder, sql);
    if (error === undefined) {
      expect((await answer).rows).toEqual(rows);
    } else {
      await expect(answer).rejects.toThrow(error);
    }
  });
});

describe('gives a row the same whatever rows are around it', () => {
  let database: Database;
  let connection: DuckDBConnection;
  beforeAll(async () => {
    database = await openDatabase({ databases: [], tables: [] }, () => undefined);
    connection = database.connection;
  });
  afterAll(() => database.close());

  /** DuckDB takes 2,048 rows at a time: each event is in several such groups, at different places of them. */
  const ROWS = 10_000;
  const ODD = [
    'a', '5', '', '10.50', '2026-01-02', '2026-01-02T03:04:05Z', 'aGk=', '/w==', 'https://example.com:80/a?k=v', 'null', '[1]', '{"x":1}',
  ].map((value) => JSON.stringify({ t: value })).concat('{"t":5}', '{"t":10.50}', '{"t":[1,2]}', '{"t":{"x":[1]}}', '{"t":null}', '{}', '{"t":true}', 'not json', '');
  const SCALAR = 'json_extract_scalar(event, \'$.t\')';
  const EXPRESSIONS = [
    SCALAR, 'json_format(json_extract(event, \'$.t\'))', 'json_size(event, \'$.t\')', 'json_array_length(json_extract(event, \'$.t\'))',
    ...['integer', 'double', 'date', 'boolean'].map((type) => `try(CAST(${SCALAR} AS ${type}))`),
    `CASE WHEN ${SCALAR} <> 'a' THEN try(CAST(${SCALAR} AS integer)) END`, `coalesce(try(CAST(${SCALAR} AS integer)), json_size(event, '$.t'), -1)`,
    `try(date_parse(${SCALAR}, '%Y-%m-%d'))`, `try(from_iso8601_timestamp(${SCALAR}))`, `try(from_utf8(from_base64(${SCALAR})))`, `try(json_format(json_parse(${SCALAR})))`,
    `try(coalesce(try(CAST(${SCALAR} AS integer)), CAST(${SCALAR} AS integer) + 1))`, `try(CASE ${SCALAR} WHEN 'a' THEN 'A' ELSE CAST(CAST(${SCALAR} AS date) AS varchar) END)`,
    `try(10 / CAST(${SCALAR} AS integer)) + try(CAST(${SCALAR} AS integer))`,
    `url_extract_host(${SCALAR})`, `url_extract_port(${SCALAR})`, `url_extract_parameter(${SCALAR}, 'k')`, `regexp_extract(${SCALAR}, '\\d+')`,
  ];

  test.each(EXPRESSIONS)('%s', async (trino) => {
    const expression = translate(trino);
    const alone = new Map<string, unknown>();
    for (const event of ODD) {
      alone.set(event, (await connection.runAndReadAll(`SELECT CAST(${expression} AS varchar) FROM (VALUES ($1)) AS t(event)`, [event])).getRows()[0][0]);
    }
    await connection.run(`CREATE OR REPLACE TABLE events AS SELECT events[1 + (i * i + i // 7) % len(events)] AS event
      FROM (SELECT [${ODD.map((event) => `'${event}'`).join(', ')}] AS events), range(${ROWS}) AS r(i)`);
    const together = (await connection.runAndReadAll(`SELECT DISTINCT event, CAST(${expression} AS varchar) FROM events`)).getRows();
    expect(together).toHaveLength(ODD.length);
    for (const [event, value] of together) {
      expect([event, value]).toEqual([event, alone.get(String(event))]);
    }
  });
});
