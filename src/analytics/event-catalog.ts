import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EventFiles } from './event-tables';
import { failedRecordsTable, rawRecordsTable, recordsTable } from './event-tables';
import { glueTableInput } from './glue-table';
import { READ_CATALOG, READ_DEFAULT_DATABASE } from './permissions';
import type { TableDefinition } from './table-definition';
import { lateName, referToName } from '../private/resource-names';

export interface EventCatalogProps {
  readonly databaseName: string;
  /** The name that the database gets where none is chosen. */
  readonly defaultDatabaseName: string;
  readonly description: string;
  readonly files: EventFiles;
}

/** The names that the tables have in the end. */
export interface EventTableNames {
  readonly records: string;
  readonly rawRecords: string;
  readonly failedRecords: string;
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
  readonly databaseName: string;
  readonly tableNames: EventTableNames;

  constructor(scope: Construct, id: string, props: EventCatalogProps) {
    super(scope, id);
    // A name that is known at deployment only is in no id.
    const isChosen = props.databaseName !== props.defaultDatabaseName && !Token.isUnresolved(props.databaseName);
    // eslint-disable-next-line awscdk/no-variable-construct-id
    const place = isChosen ? new Construct(this, props.databaseName) : this;
    const database = new CfnDatabase(place, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: props.databaseName, description: props.description },
    });
    this.databaseName = referToName(database, () => (database.databaseInput as CfnDatabase.DatabaseInputProperty).name);

    const ids = defaultIds(props.files);
    const createTable = (table: TableDefinition) => {
      // eslint-disable-next-line awscdk/no-variable-construct-id
      const resource = new CfnTable(place, ids.get(table.name) ?? table.name, {
        catalogId: Stack.of(this).account,
        databaseName: database.ref,
        tableInput: glueTableInput(table),
      });
      // What `Ref` gives of a table differs between versions of its schema: the name, or an id.
      return lateName(() => (resource.tableInput as CfnTable.TableInputProperty).name);
    };
    this.tableNames = {
      records: createTable(recordsTable(props.files)),
      rawRecords: createTable(rawRecordsTable(props.files)),
      failedRecords: createTable(failedRecordsTable(props.files)),
    };
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
}

/** The construct ids of tables with default names; any other table has its name for an id. */
function defaultIds(files: EventFiles): ReadonlyMap<string, string> {
  const byDefault = { ...files, tableName: DEFAULT_TABLE };
  return new Map([[recordsTable(byDefault).name, 'Records'], [rawRecordsTable(byDefault).name, 'RawRecords'], [failedRecordsTable(byDefault).name, 'FailedRecords']]);
}
