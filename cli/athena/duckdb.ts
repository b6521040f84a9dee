import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as DuckDb from '@duckdb/node-api';
import { Failure } from '../failure';

const PACKAGE = '@duckdb/node-api';
/** The one that this package is tested with; another may answer otherwise. */
const VERSION = '1.5.0-r.1';

/**
 * DuckDB weighs more than all the rest and only `query` needs it, so it is an optional peer: that of the project in which the command runs, else the
 * one beside this package.
 */
export function loadDuckDb(from: readonly string[] = [path.join(process.cwd(), 'package.json'), __filename]): typeof DuckDb {
  for (const place of from) {
    const require = createRequire(place);
    try {
      return require(PACKAGE);
    } catch (error) {
      if (!isAbsent(error as NodeJS.ErrnoException)) {
        throw error;
      }
    }
  }
  throw new Failure(`query needs DuckDB, which is optional: npm install --save-dev ${PACKAGE}@${VERSION}`);
}

/** A package that is there and misses a part of its own says the same code about that part. */
function isAbsent(error: NodeJS.ErrnoException): boolean {
  return error.code === 'MODULE_NOT_FOUND' && error.message.startsWith(`Cannot find module '${PACKAGE}'`);
}
