import type { ColumnDefinition, TableDefinition } from './table-definition';

/** The same objects as the Glue resources, as the statements Athena would make them from. */

/** `CREATE DATABASE`; it changes nothing where the database exists. */
export function createDatabase(name: string, description: string): string {
  return `CREATE DATABASE IF NOT EXISTS ${identifier(name)}\nCOMMENT ${text(description)}`;
}

/** `CREATE EXTERNAL TABLE`; it changes nothing where the table exists. */
export function createTable(database: string, table: TableDefinition): string {
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${identifier(database)}.${identifier(table.name)} (`,
    columns(table.columns),
    ')',
    `COMMENT ${text(table.description)}`,
    ...partitionedBy(table.partitionKeys),
    `ROW FORMAT SERDE ${text(table.format.serde)}`,
    `WITH SERDEPROPERTIES (\n${properties(table.format.serdeParameters)}\n)`,
    `STORED AS INPUTFORMAT ${text(table.format.inputFormat)}`,
    `OUTPUTFORMAT ${text(table.format.outputFormat)}`,
    `LOCATION ${text(table.location)}`,
    `TBLPROPERTIES (\n${properties(table.parameters)}\n)`,
  ].join('\n');
}

function partitionedBy(keys: readonly ColumnDefinition[]): string[] {
  return keys.length > 0 ? [`PARTITIONED BY (\n${columns(keys)}\n)`] : [];
}

function columns(definitions: readonly ColumnDefinition[]): string {
  return definitions.map(column).join(',\n');
}

function column(definition: ColumnDefinition): string {
  const comment = definition.comment === undefined ? '' : ` COMMENT ${text(definition.comment)}`;
  return `  ${identifier(definition.name)} ${definition.type}${comment}`;
}

function properties(values: Readonly<Record<string, string>>): string {
  return Object.entries(values).map(([name, value]) => `  ${text(name)} = ${text(value)}`).join(',\n');
}

function identifier(name: string): string {
  return `\`${name}\``;
}

/** A text in Hive's quotes. A token inside survives: the escaping touches nothing that a token is written with. */
function text(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
