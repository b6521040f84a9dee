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
  readonly description: string;
  readonly files: EventFiles;
}

/** The database and its tables. They describe files; deleting them deletes none. */
export class EventCatalog extends Construct {
  readonly database: CfnDatabase;

  private readonly databaseName: string;

  constructor(scope: Construct, id: string, props: EventCatalogProps) {
    super(scope, id);
    this.databaseName = props.databaseName;

    this.database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: props.databaseName, description: props.description },
    });
    const tables = [
      new CfnTable(this, 'Records', this.tableProps(recordsTable(props.files))),
      new CfnTable(this, 'RawRecords', this.tableProps(rawRecordsTable(props.files))),
      new CfnTable(this, 'FailedRecords', this.tableProps(failedRecordsTable(props.files))),
    ];
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
