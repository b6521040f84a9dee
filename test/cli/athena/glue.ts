import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { gzipSync } from 'zlib';
import type { Deployment, Resource } from '../../../cli/template/deployment';

/** A table as a template may have it; what is not said is plain text with one column. */
export interface TestTable {
  readonly name?: string;
  readonly columns?: Record<string, string>;
  readonly partitionKeys?: Record<string, string>;
  readonly serde?: string;
  readonly serdeParameters?: Record<string, string>;
  readonly parameters?: Record<string, string>;
  readonly location?: string;
}

export const TEXT = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';
export const OPENX = 'org.openx.data.jsonserde.JsonSerDe';
export const HIVE_JSON = 'org.apache.hive.hcatalog.data.JsonSerDe';
export const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe';

export function tableResource(table: TestTable): Resource {
  const fields = (types: Record<string, string>) => Object.entries(types).map(([Name, Type]) => ({ Name, Type }));
  return resource('AWS::Glue::Table', {
    DatabaseName: 'db',
    TableInput: {
      Name: table.name ?? 'lines',
      Parameters: table.parameters ?? {},
      PartitionKeys: fields(table.partitionKeys ?? {}),
      StorageDescriptor: {
        Columns: fields(table.columns ?? { line: 'string' }),
        Location: table.location ?? 's3://bucket/data/',
        SerdeInfo: { SerializationLibrary: table.serde ?? TEXT, Parameters: table.serdeParameters ?? { 'serialization.format': '1' } },
      },
    },
  });
}

export function resource(type: string, properties: Record<string, unknown>): Resource {
  return { stack: 'stack', logicalId: type.replaceAll(':', ''), type, properties, ref: 'ref' };
}

export function deploymentOf(...resources: Resource[]): Deployment {
  return {
    accountId: '000000000000',
    region: 'us-east-1',
    resources: (type) => resources.filter((one) => one.type === type),
    all: () => resources,
    outputs: [],
    assetPath: () => undefined,
  };
}

export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'athena-'));
}

/** Writes objects as S3 would hold them, packed where their name says so. */
export function putObjects(folder: string, objects: Record<string, string | Buffer>): void {
  for (const [key, content] of Object.entries(objects)) {
    const file = path.join(folder, key);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, key.endsWith('.gz') ? gzipSync(content) : content);
  }
}

export const TEMPLATE = 'Stack.template.json';

/** Writes a template with tables into a folder, for the command. */
export function writeTemplate(folder: string, ...tables: Resource[]): void {
  const all = tables.length > 0 ? tables : [tableResource({})];
  const resources = all.map(({ type, properties }, index) => [`Table${index}`, { Type: type, Properties: properties }]);
  writeFileSync(path.join(folder, TEMPLATE), JSON.stringify({ Resources: Object.fromEntries(resources) }));
}
