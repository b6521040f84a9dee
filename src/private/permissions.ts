/** The exact actions of each hop. A list changes only together with its source. */

/** What a producer needs: API Gateway, or a grantee of `grantPutRecords`. */
export const PUT_RECORDS = ['firehose:PutRecord', 'firehose:PutRecordBatch'];

/**
 * What a producer needs on the key of a stream with a customer managed key. Firehose asks it of the caller, for streams created since 2026-04-20, and from
 * 2027-02-28 on for all.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/encryption.html#sse-with-direct-put
 */
export const ENCRYPT_RECORDS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** What a caller of an API with IAM authorization needs. */
export const INVOKE_API = ['execute-api:Invoke'];

/**
 * What Firehose needs on the destination.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export const DELIVER_TO_BUCKET = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'];
export const DELIVER_OBJECTS = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'];
/** Into a bucket of another account: its owner gets the objects. */
export const HAND_OVER_OBJECTS = 's3:PutObjectAcl';

/** What Firehose needs on its processor. */
export const CALL_FUNCTION = ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'];

/** What a writer needs on the key of a bucket. */
export const ENCRYPT_OBJECTS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** What Firehose needs to write its own error log. */
export const WRITE_DELIVERY_LOG = ['logs:PutLogEvents'];
