import type { Coverage, Deployment, Resource, TypeCoverage, Unresolved } from './deployment';
import { NOT_RUN_HERE, SILENT } from './not-run-here';

/** What of a deployment the local run leaves out. */
export interface Uncovered {
  /** Types no service runs, with how many resources are of each. */
  readonly types: ReadonlyMap<string, number>;
  /** By type, the dotted paths of the properties nothing follows. */
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
  /** Types that have nothing to do on one machine, with how many resources are of each. */
  readonly notRunHere: ReadonlyMap<string, number>;
  readonly unresolved: readonly Unresolved[];
}

/** Compares the resources with the coverage tables of the services. */
export function uncovered(deployment: Deployment, coverage: Coverage): Uncovered {
  const types = new Map<string, number>();
  const properties = new Map<string, Set<string>>();
  const notRunHere = new Map<string, number>();
  for (const resource of deployment.all().filter(({ type }) => !SILENT.includes(type))) {
    const covered = coverage[resource.type];
    if (covered === undefined) {
      const counts = NOT_RUN_HERE.includes(resource.type) ? notRunHere : types;
      counts.set(resource.type, (counts.get(resource.type) ?? 0) + 1);
      continue;
    }
    const paths = uncoveredPaths(resource, covered);
    if (paths.length > 0) properties.set(resource.type, new Set([...properties.get(resource.type) ?? [], ...paths]));
  }
  return { types, properties, notRunHere, unresolved: deployment.unresolved ?? [] };
}

/**
 * One text that names everything that is left out; undefined if nothing is.
 * @param notes what services say about values (rather than types or properties) they do not run
 */
export function coverageWarning({ types, properties, unresolved }: Uncovered, notes: readonly string[] = []): string | undefined {
  const lines = [
    ...[...types].map(([type, count]) => `${type} (${count})`),
    ...[...properties].map(([type, paths]) => `${type}: ${[...paths].join(', ')}`),
    ...notes,
    ...unresolved.map(unresolvedLine),
  ];
  return lines.length === 0 ? undefined : `the local run does not run:\n${lines.map(line => `  ${line}`).join('\n')}`;
}

/**
 * One short line for what has nothing to do on one machine; undefined if there is none.
 * @param isDetailed names the types
 */
export function notRunHereLine({ notRunHere }: Uncovered, isDetailed: boolean): string | undefined {
  if (notRunHere.size === 0) return undefined;
  const total = [...notRunHere.values()].reduce((sum, count) => sum + count, 0);
  const what = `${total} ${total === 1 ? 'resource does its' : 'resources do their'} work on AWS only (permissions, keys, logs and the like)`;
  if (!isDetailed) return `${what}: --details names ${total === 1 ? 'it' : 'them'}`;
  return `${what}: ${[...notRunHere].map(([type, count]) => (count === 1 ? type : `${type} (${count})`)).join(', ')}`;
}

function unresolvedLine({ stack, logicalId, type, reason }: Unresolved): string {
  const place = `${stack}/${type === undefined ? 'Outputs.' : ''}${logicalId}`;
  // The reason begins with the place, which is named already.
  const rest = reason.startsWith(place) ? reason.slice(place.length).replace(/^(?:\.|: )/, '') : reason;
  return `could not be resolved: ${stack}.${logicalId}${type === undefined ? ' (output)' : ''}: ${rest}`;
}

function uncoveredPaths(resource: Resource, { run, inert }: TypeCoverage): string[] {
  const listed = [...run, ...inert];
  const walk = (value: unknown, path: string): string[] => {
    if (listed.includes(path)) return [];
    // Something below is listed, so the value is looked into; otherwise the path itself is what nothing follows.
    if (!listed.some(known => known.startsWith(`${path}.`))) return [path];
    if (Array.isArray(value)) return value.flatMap(element => walk(element, path));
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(value).flatMap(([key, below]) => walk(below, `${path}.${key}`));
  };
  return Object.entries(resource.properties).flatMap(([key, value]) => walk(value, key));
}
