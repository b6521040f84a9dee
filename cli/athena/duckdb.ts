import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as DuckDb from '@duckdb/node-api';
import { Failure } from '../failure';

const PACKAGE = '@duckdb/node-api';
/** The one that this package is tested with; another may answer otherwise. */
const VERSION = '1.5.6-r.1';
/** Before it DuckDB gives wrong rows, or crashes, where a part of an expression can fail: it applies a selection twice inside TRY. */
const FIRST_RIGHT = [1, 5, 2];

const INSTALL = `npm install --save-dev ${PACKAGE}@${VERSION}`;

/**
 * DuckDB weighs more than all the rest and only `query` needs it, so it is an optional peer: that of the project in which the command runs, else the
 * one beside this package.
 * @throws Failure if there is none, or one that is too old
 */
export function loadDuckDb(from: readonly string[] = [path.join(process.cwd(), 'package.json'), __filename]): typeof DuckDb {
  for (const place of from) {
    const require = createRequire(place);
    try {
      return checked(require(PACKAGE));
    } catch (error) {
      if (!isAbsent(error as NodeJS.ErrnoException)) {
        throw error;
      }
    }
  }
  throw new Failure(`query needs DuckDB, which is optional: ${INSTALL}`);
}

function checked(duckdb: typeof DuckDb): typeof DuckDb {
  const version = duckdb.version();
  if (!isRight(version)) {
    throw new Failure(`query: got DuckDB ${version}, allowed ${FIRST_RIGHT.join('.')} or later, because earlier ones give wrong rows; ${INSTALL}`);
  }
  return duckdb;
}

/** @param version such as `v1.5.6` */
function isRight(version: string): boolean {
  const numbers = /^v(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [0, 0, 0];
  const different = numbers.findIndex((number, index) => number !== FIRST_RIGHT[index]);
  return different < 0 || numbers[different] > FIRST_RIGHT[different];
}

/** A package that is there and misses a part of its own says the same code about that part. */
function isAbsent(error: NodeJS.ErrnoException): boolean {
  return error.code === 'MODULE_NOT_FOUND' && error.message.startsWith(`Cannot find module '${PACKAGE}'`);
}
