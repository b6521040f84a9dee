import { parseHiveType } from './hive-type';
import type { HiveType } from './hive-type';
import { Failure } from '../failure';
import { prefixPath } from '../s3/object-path';
import type { Resource } from '../template/deployment';

export interface Column {
  readonly name: string;
  readonly type: HiveType;
}

/** What a query has to know of an `AWS::Glue::Table`. */
export interface GlueTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly partitionKeys: readonly Column[];
  readonly bucket: string;
  /** Ends with a slash unless it is empty. */
  readonly prefix: string;
  readonly serde: string;
  readonly serdeParameters: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Glue keeps names in lower case, whatever the template says.
 * @throws Failure for a column type that is not Hive's, and for a location that no folder can be
 */
export function glueTable(resource: Resource): GlueTable {
  const input = resource.properties.TableInput ?? {};
  const storage = input.StorageDescriptor ?? {};
  const { bucket, prefix } = parseLocation(storage.Location ?? '');
  return {
    database: String(resource.properties.DatabaseName).toLowerCase(),
    name: String(input.Name ?? resource.ref).toLowerCase(),
    columns: (storage.Columns ?? []).map(column),
    partitionKeys: (input.PartitionKeys ?? []).map(column),
    bucket,
    prefix,
    serde: storage.SerdeInfo?.SerializationLibrary ?? '',
    serdeParameters: storage.SerdeInfo?.Parameters ?? {},
    parameters: input.Parameters ?? {},
  };
}

/** An empty bucket if the location is not on S3. */
function parseLocation(location: string): Pick<GlueTable, 'bucket' | 'prefix'> {
  const [, bucket = '', key = ''] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? [];
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  if (bucket !== '') {
    try {
      // Which root does not matter: that the prefix stays below it does.
      prefixPath('', bucket, prefix);
    } catch (error) {
      throw error instanceof Failure ? new Failure(`location: got ${location}; ${error.message}`) : error;
    }
  }
  return { bucket, prefix };
}

function column(property: { Name: string; Type?: string }): Column {
  return { name: property.Name.toLowerCase(), type: parseHiveType(property.Type ?? 'string') };
}
