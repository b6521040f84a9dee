/** One column or partition key, in Hive's words. */
export interface ColumnDefinition {
  readonly name: string;
  /** A Hive type, lower case, e.g. `bigint`. */
  readonly type: string;
  readonly comment?: string;
}

/** How the files of a table are read. */
export interface StorageFormat {
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serde: string;
  readonly serdeParameters: Readonly<Record<string, string>>;
}

/**
 * A table, said once. The Glue resource (glue-table.ts) and the Hive DDL (hive-ddl.ts) are both rendered from this value, so that they
 * cannot disagree.
 */
export interface TableDefinition {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ColumnDefinition[];
  readonly partitionKeys: readonly ColumnDefinition[];
  /** `s3://bucket/prefix/`, with the slash at the end. */
  readonly location: string;
  readonly format: StorageFormat;
  readonly parameters: Readonly<Record<string, string>>;
}

const TEXT_FILES = {
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
};

/**
 * Each line as one text. The field delimiter is the SerDe's own default, U+0001, which JSON text cannot contain; `serialization.format` names
 * it by its code.
 */
export const WHOLE_LINES: StorageFormat = {
  ...TEXT_FILES,
  serde: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
  serdeParameters: { 'serialization.format': '1' },
};

/** One JSON object on each line. A line that is none becomes a row of nulls, where the default would fail the whole query. */
export const JSON_LINES: StorageFormat = {
  ...TEXT_FILES,
  serde: 'org.openx.data.jsonserde.JsonSerDe',
  serdeParameters: { 'ignore.malformed.json': 'true' },
};
