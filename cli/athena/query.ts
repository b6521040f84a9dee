import { readCatalog } from './catalog';
import { askEngine } from './engine-process';
import type { QueryResult } from './engine-protocol';
import { callNames, findNamedQuery, namedQueries } from './named-queries';
import type { NamedQuery } from './named-queries';
import type { Deployment } from '../template/deployment';

export type { QueryResult };

/** Runs a named query, by its name, or one statement of SQL. */
export async function runQuery(deployment: Deployment, dataFolder: string, textOrName: string): Promise<QueryResult> {
  const queries = namedQueries(deployment);
  const query = findNamedQuery(queries, textOrName.trim());
  const warnings = new Set<string>();
  const catalog = readCatalog(deployment, dataFolder, (message) => warnings.add(message));
  const answer = await askEngine({
    catalog,
    sql: query?.sql ?? textOrName,
    // Athena's console has one database chosen; with one only, it is that.
    schema: query?.database ?? (catalog.databases.length === 1 ? catalog.databases[0] : undefined),
    unknownQuery: unknownQuery(textOrName, queries),
  });
  return { ...answer, warnings: [...new Set([...warnings, ...answer.warnings])] };
}

function unknownQuery(textOrName: string, queries: readonly NamedQuery[]): string {
  const names = callNames(queries).join(', ');
  return `query: got ${textOrName.trim() || 'nothing'}, allowed SQL or a named query: ${names === '' ? 'the template has none' : names}`;
}
