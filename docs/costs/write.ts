import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { PAGES, withTables } from './page';

/** Writes the tables of costs into their pages. */
const repository = path.resolve(__dirname, '../..');

for (const page of PAGES.map((name) => path.join(repository, name))) {
  writeFileSync(page, withTables(readFileSync(page, 'utf8')));
}
