import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import type { ColumnDefinition, TableDefinition } from './table-definition';

/** A table as the Glue resource wants it. */
export function glueTableInput(table: TableDefinition): CfnTable.TableInputProperty {
  return {
    name: table.name,
    description: table.description,
    tableType: 'EXTERNAL_TABLE',
    parameters: table.parameters,
    // Athena refuses a table without this property, even where it has no partitions.
    partitionKeys: table.partitionKeys.map(glueColumn),
    storageDescriptor: {
      columns: table.columns.map(glueColumn),
      location: table.location,
      inputFormat: table.format.inputFormat,
      outputFormat: table.format.outputFormat,
      serdeInfo: { serializationLibrary: table.format.serde, parameters: table.format.serdeParameters },
    },
  };
}

function glueColumn(column: ColumnDefinition): CfnTable.ColumnProperty {
  return { name: column.name, type: column.type, comment: column.comment };
}
