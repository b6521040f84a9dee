import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { PAGES, withTables } from './page';

/** Writes the tables of costs into their pages. A page that says so already stays untouched: what is compiled from the README is then not due again. */
const repository = path.resolve(__dirname, '../..');

for (const page of PAGES.map((name) => path.join(repository, name))) {
  const before = readFileSync(page, 'utf8');
  const after = withTables(before);
  if (after !== before) {
    writeFileSync(page, after);
  }
}
