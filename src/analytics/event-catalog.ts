import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EventFiles } from './event-tables';
import { failedRecordsTable, rawRecordsTable, recordsTable } from './event-tables';
import { glueTableInput } from './glue-table';
import { READ_CATALOG, READ_DEFAULT_DATABASE } from './permissions';
import type { TableDefinition } from './table-definition';

export interface EventCatalogProps {
  readonly databaseName: string;
  /** The name that the database gets where none is chosen. */
  readonly defaultDatabaseName: string;
  readonly description: string;
  readonly files: EventFiles;
}

/** The table that is made where no name is chosen. */
export const DEFAULT_TABLE = 'records';

/**
 * The database and its tables. They describe files; deleting them deletes none.
 *
 * CloudFormation updates their names in place, which Glue refuses ("Database cannot be renamed"). So a name decides the logical id: another one makes a new
 * resource and deletes the old one, and a table whose name moves on to another stays the same resource, because the old ones are deleted last.
 */
export class EventCatalog extends Construct {
  readonly database: CfnDatabase;

  private readonly databaseName: string;

  constructor(scope: Construct, id: string, props: EventCatalogProps) {
    super(scope, id);
    this.databaseName = props.databaseName;

    // eslint-disable-next-line awscdk/no-variable-construct-id
    const place = props.databaseName === props.defaultDatabaseName ? this : new Construct(this, props.databaseName);
    this.database = new CfnDatabase(place, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: props.databaseName, description: props.description },
    });
    const ids = defaultIds(props.files);
    const tables = [recordsTable, rawRecordsTable, failedRecordsTable].map((define) => {
      const table = define(props.files);
      // eslint-disable-next-line awscdk/no-variable-construct-id
      return new CfnTable(place, ids.get(table.name) ?? table.name, this.tableProps(table));
    });
    // The name is plain text, so nothing else tells CloudFormation the order.
    tables.forEach((table) => table.node.addDependency(this.database));
  }

  grantRead(grantee: IGrantable): Grant {
    const arn = (resource: string, resourceName?: string) => Stack.of(this).formatArn({ service: 'glue', resource, resourceName });
    const catalog = Grant.addToPrincipal({
      grantee,
      actions: READ_CATALOG,
      resourceArns: [arn('catalog'), arn('database', this.databaseName), arn('table', `${this.databaseName}/*`)],
    });
    return catalog.combine(Grant.addToPrincipal({
      grantee,
      actions: READ_DEFAULT_DATABASE,
      resourceArns: [arn('database', 'default')],
    }));
  }

  private tableProps(table: TableDefinition) {
    return { catalogId: Stack.of(this).account, databaseName: this.databaseName, tableInput: glueTableInput(table) };
  }
}

/** The construct ids of tables with default names; any other table has its name for an id. */
function defaultIds(files: EventFiles): ReadonlyMap<string, string> {
  const byDefault = { ...files, tableName: DEFAULT_TABLE };
  return new Map([[recordsTable(byDefault).name, 'Records'], [rawRecordsTable(byDefault).name, 'RawRecords'], [failedRecordsTable(byDefault).name, 'FailedRecords']]);
}
