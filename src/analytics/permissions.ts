/** The exact actions of someone who queries or reads. Every one of them can be limited to a resource. */

/** Run queries in a workgroup, read their results, and find the named ones. */
export const RUN_QUERIES = [
  'athena:BatchGetNamedQuery',
  'athena:BatchGetQueryExecution',
  'athena:GetNamedQuery',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:GetQueryResultsStream',
  'athena:GetQueryRuntimeStatistics',
  'athena:GetWorkGroup',
  'athena:ListNamedQueries',
  'athena:ListQueryExecutions',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
];

/** See a database and its tables. */
export const READ_CATALOG = [
  'glue:BatchGetPartition',
  'glue:GetDatabase',
  'glue:GetDatabases',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTables',
];

/** Athena looks at the database `default` of the region before it looks at any other. */
export const READ_DEFAULT_DATABASE = ['glue:GetDatabase'];

export const LOCATE_BUCKET = ['s3:GetBucketLocation'];
export const LIST_OBJECTS = ['s3:ListBucket'];
export const READ_OBJECTS = ['s3:GetObject'];

/** What Athena does with results in the name of the one who asks. */
export const WRITE_RESULTS = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];
export const LOCATE_RESULTS = ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'];
