import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { BUILT_IN_NAMES } from './built-in-queries';
import type { NamedQueryOptions } from './query-options';
import { requireKind, requireKinds } from '../private/kinds';
import { invalid, requireConcrete } from '../private/validate';

const QUERY_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_QUERY_NAME = 128;
const MAX_DESCRIPTION = 1024;
const MAX_SQL_BYTES = 262_144;
// `CREATE TABLE AS SELECT` writes its files into the folder of this name, and they must not expire with a query's results.
const RESERVED_FOLDER = 'tables';

/** @throws Error if a name is taken, or a part is out of its limits */
export function validateNamedQueries(scope: IConstruct, queries: readonly NamedQueryOptions[]): void {
  const taken = new Set([...BUILT_IN_NAMES, RESERVED_FOLDER]);
  for (const query of queries) {
    validateNamedQuery(scope, query);
    if (taken.has(query.name)) {
      throw invalid(scope, {
        what: 'queries.namedQueries name',
        got: `'${query.name}', which is taken`,
        allowed: `a name other than ${[...taken].join(', ')}`,
        fix: 'choose another name',
      });
    }
    taken.add(query.name);
  }
}

function validateNamedQuery(scope: IConstruct, query: NamedQueryOptions): void {
  const fix = 'write it as concrete text such as \'top-pages\'';
  const parent = 'queries.namedQueries ';
  requireKind(scope, 'queries.namedQueries', query, 'settings');
  requireKind(scope, `${parent}name`, query.name, 'text');
  requireKind(scope, `${parent}sql`, query.sql, 'text');
  requireKinds(scope, query, { description: 'text' }, parent);
  requireConcrete(scope, 'queries.namedQueries name', query.name, fix);
  if (!QUERY_NAME.test(query.name) || query.name.length > MAX_QUERY_NAME) {
    throw invalid(scope, {
      what: 'queries.namedQueries name',
      got: `'${query.name}'`,
      allowed: `1 to ${MAX_QUERY_NAME} lower-case letters and digits with single hyphens between them`,
      fix,
    });
  }
  if (!Token.isUnresolved(query.sql)) {
    const bytes = Buffer.byteLength(query.sql);
    if (query.sql.trim() === '' || bytes > MAX_SQL_BYTES) {
      throw invalid(scope, {
        what: `sql of the named query '${query.name}'`,
        got: `${bytes} bytes${bytes > MAX_SQL_BYTES ? '' : ' with no statement in them'}`,
        allowed: `a statement of up to ${MAX_SQL_BYTES} bytes`,
        fix: bytes > MAX_SQL_BYTES ? 'split the query' : 'write the statement or leave the query out',
      });
    }
  }
  if (query.description !== undefined && !Token.isUnresolved(query.description)
    && (query.description.length === 0 || query.description.length > MAX_DESCRIPTION)) {
    throw invalid(scope, {
      what: `description of the named query '${query.name}'`,
      got: `${query.description.length} characters`,
      allowed: `1 to ${MAX_DESCRIPTION} characters`,
      fix: 'shorten it or leave it out',
    });
  }
}
