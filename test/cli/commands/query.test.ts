import { spawnSync } from 'child_process';
import * as path from 'path';
import { TEMPLATE, newFolder, putObjects, tableResource, writeTemplate } from '../athena/glue';

const COMMAND = path.resolve(__dirname, '../../../assets/cli/main/index.js');
const ID = '3f2b8a10-0000-4000-8000-0123456789ab';

const folder = newFolder();
writeTemplate(folder, tableResource({}), tableResource({ name: 'away', location: 's3://../../x/' }));
putObjects(folder, { '.pipeline/bucket/data/a': 'x\ny\nz\n' });

function query(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'query', '--template', TEMPLATE, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const READ = 'in \\d+\\.\\d\\d s, 6 B read';

test('prints a table, and below it rows, time and bytes read', () => {
  const { status, stdout } = query('SELECT line FROM lines');
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^┌──────┐\n│ line │\n├──────┤\n│ x    │\n│ y    │\n│ z    │\n└──────┘\n3 rows ${READ}\n$`));
});

test('says how many rows are shown, and when values are cut', () => {
  const { stdout } = query('--rows', '1', `SELECT '${ID}' AS id, repeat('z ', 200) AS text FROM lines`);
  expect(stdout).toContain('│ 3f2b…456789ab │');
  expect(stdout).toMatch(new RegExp(`\n3 rows ${READ}; 1 row shown \\(--rows shows more\\); long values cut \\(--json prints them whole\\)\n$`));
});

test('--json prints all rows, with whole ids, and nothing else', () => {
  const { stdout } = query('--json', '--rows', '1', `SELECT '${ID}' AS id, line FROM lines`);
  expect(JSON.parse(stdout)).toEqual(['x', 'y', 'z'].map((line) => ({ id: ID, line })));
});

test('names a table whose location is outside of the data folder', () => {
  expect(query('SELECT line FROM lines').stderr)
    .toMatch(/^warning: Table1 cannot be queried: location: got s3:\/\/\.\.\/\.\.\/x\/; "\.\." is not the name of a bucket[^\n]*\n$/);
});

test.each([
  ['SELECT * FROM read_text(\'/etc/passwd\')', 'query: got a statement that opens a file by itself, allowed: db.lines'],
  ['COPY lines TO \'.pipeline/bucket/data/a\'', 'query: got a statement with COPY, allowed one that reads: SELECT, WITH, VALUES, EXPLAIN, SHOW or DESCRIBE'],
])('refuses %s', (sql, message) => {
  const { status, stdout, stderr } = query(sql);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(`error: ${message}`);
});
