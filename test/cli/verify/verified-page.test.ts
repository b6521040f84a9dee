import { readFileSync } from 'fs';
import * as path from 'path';
import { SUITE } from '../../../cli/verify/suite';

const PAGE = readFileSync(path.resolve(__dirname, '../../../docs/verified.md'), 'utf8');
const IDS = SUITE.map(({ id }) => id);
const GROUPS = new Set(IDS.map((id) => id.split('.')[0]));

/** What stands in backticks and begins like an id. */
const named = [...PAGE.matchAll(/`([a-z]+)\.([a-z0-9-]+)`/g)].filter(([, group]) => GROUPS.has(group)).map(([, group, name]) => `${group}.${name}`);
/** The cells of the column that names checks. */
const checks = PAGE.split('\n').filter((line) => line.startsWith('| ') && line.split(' | ').length === 4).map((line) => line.split(' | ')[2])
  .filter((cell) => cell !== 'check' && !/^-+$/.test(cell));

test('every check that docs/verified.md names exists', () => {
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((id) => !IDS.includes(id))).toEqual([]);
});

test('every point of docs/verified.md names its checks, or says why there is none', () => {
  expect(checks.length).toBeGreaterThan(20);
  for (const cell of checks) {
    const ids = [...cell.matchAll(/`([a-z]+\.[a-z0-9-]+)`/g)].map(([, id]) => id);
    expect(ids.filter((id) => !IDS.includes(id))).toEqual([]);
    expect(ids.length > 0 || cell.startsWith('none: ')).toBe(true);
  }
});
