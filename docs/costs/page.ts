import { TABLES } from './tables';

const BLOCK = /(<!-- costs: ([a-z-]+) -->\n)[^]*?(<!-- end -->)/g;

/** The pages that hold tables of costs. */
export const PAGES = ['README.md', 'docs/costs.md'];

/**
 * A page with its tables as they are now, each between two comments that name it.
 * @throws Error if the page has no table, or names one that does not exist
 */
export function withTables(page: string): string {
  let tables = 0;
  const filled = page.replace(BLOCK, (_block, begin: string, name: string, end: string) => {
    if (!(name in TABLES)) {
      throw new Error(`costs: got the table '${name}', allowed ${Object.keys(TABLES).join(', ')}; correct the name in the page`);
    }
    tables += 1;
    return `${begin}${TABLES[name]()}\n${end}`;
  });
  if (tables === 0) {
    throw new Error('costs: got a page without a table, allowed one or more; put <!-- costs: per-million --> and <!-- end --> into it');
  }
  return filled;
}
