import { glueTable } from './glue-table';
import type { GlueTable } from './glue-table';
import { tableFiles } from './table-files';
import type { TableFiles } from './table-files';
import { attempt } from '../template/attempt';
import type { Deployment } from '../template/deployment';

/** What the template says of databases and tables, and the files of each at this moment. Plain data: it goes from process to process. */
export interface Catalog {
  /** In the order of the templates. */
  readonly databases: readonly string[];
  readonly tables: readonly CatalogTable[];
}

export interface CatalogTable {
  readonly table: GlueTable;
  readonly found: TableFiles;
}

/** A table that cannot be read is named in a warning, so that the others still work. */
export function readCatalog(deployment: Deployment, dataFolder: string, warn: (message: string) => void): Catalog {
  const tables = deployment.resources('AWS::Glue::Table').flatMap((resource) => {
    const table = attempt(() => glueTable(resource));
    if ('value' in table) {
      return [table.value];
    }
    warn(unreadable(resource.logicalId, table.failure.message));
    return [];
  });
  const databases = [
    ...deployment.resources('AWS::Glue::Database').map(({ properties, ref }) => properties.DatabaseInput?.Name ?? properties.DatabaseName ?? ref),
    ...tables.map((table) => table.database),
  ].map((name: string) => name.toLowerCase());
  return { databases: [...new Set(databases)], tables: tables.map((table) => ({ table, found: tableFiles(table, dataFolder, warn) })) };
}

export function unreadable(logicalId: string, reason: string): string {
  return `${logicalId} cannot be queried: ${reason}`;
}
