import { Failure } from '../failure';
import type { Deployment } from '../template/deployment';

/** A query that the template keeps in a workgroup. */
export interface NamedQuery {
  readonly name: string;
  readonly description?: string;
  readonly sql: string;
  /** Where its unqualified names are looked for. */
  readonly database: string;
  readonly workGroup: string;
}

export function namedQueries(deployment: Deployment): NamedQuery[] {
  return deployment.resources('AWS::Athena::NamedQuery').map(({ properties, ref }) => ({
    name: properties.Name ?? ref,
    description: properties.Description,
    sql: properties.QueryString,
    database: String(properties.Database).toLowerCase(),
    workGroup: properties.WorkGroup ?? 'primary',
  }));
}

/**
 * The query of this name: `events-per-hour`, or `<workgroup>/events-per-hour` where several pipelines have one.
 *
 * @returns undefined if no query has the name
 * @throws Failure if several have it
 */
export function findNamedQuery(queries: readonly NamedQuery[], name: string): NamedQuery | undefined {
  const found = queries.filter((query) => query.name === name || longName(query) === name);
  if (found.length > 1) {
    throw new Failure(`named query: got ${name}, which ${found.length} workgroups have; say which: ${found.map(longName).join(', ')}`);
  }
  return found[0];
}

/** The shortest name that means one query only. */
export function callNames(queries: readonly NamedQuery[]): string[] {
  return queries.map((query) => (queries.filter((other) => other.name === query.name).length > 1 ? longName(query) : query.name));
}

function longName(query: NamedQuery): string {
  return `${query.workGroup}/${query.name}`;
}
