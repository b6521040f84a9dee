import { Grant, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { LIST_OBJECTS, LOCATE_BUCKET, LOCATE_RESULTS, READ_OBJECTS, WRITE_RESULTS } from './permissions';

/** Reading the objects under one prefix of a bucket, and nothing beside it. */
export function grantReadPrefix(bucket: IBucket, prefix: string, grantee: IGrantable): Grant {
  return grantPrefix(bucket, prefix, grantee, READ_OBJECTS, LOCATE_BUCKET);
}

/** Writing results under one prefix of a bucket, and reading them. */
export function grantResults(bucket: IBucket, prefix: string, grantee: IGrantable): Grant {
  return grantPrefix(bucket, prefix, grantee, WRITE_RESULTS, LOCATE_RESULTS);
}

function grantPrefix(bucket: IBucket, prefix: string, grantee: IGrantable, objectActions: string[], bucketActions: string[]): Grant {
  const objects = Grant.addToPrincipalOrResource({
    grantee,
    actions: objectActions,
    resourceArns: [bucket.arnForObjects(`${prefix}*`)],
    resource: bucket,
  });
  const location = Grant.addToPrincipalOrResource({ grantee, actions: bucketActions, resourceArns: [bucket.bucketArn], resource: bucket });
  return objects.combine(location).combine(grantList(bucket, prefix, grantee, objects.resourceStatement !== undefined));
}

/** `addToPrincipalOrResource` drops the condition on its way into a bucket policy, and the whole bucket could be listed. */
function grantList(bucket: IBucket, prefix: string, grantee: IGrantable, inBucketPolicyToo: boolean): Grant {
  const conditions = { StringLike: { 's3:prefix': `${prefix}*` } };
  const options = { grantee, actions: LIST_OBJECTS, resourceArns: [bucket.bucketArn], conditions };
  const onPrincipal = Grant.addToPrincipal(options);
  if (!inBucketPolicyToo) {
    return onPrincipal;
  }
  const statement = new PolicyStatement({
    actions: LIST_OBJECTS,
    resources: [bucket.bucketArn],
    principals: [grantee.grantPrincipal],
    conditions,
  });
  return onPrincipal.combine(Grant.addStatementToResourcePolicy({ ...options, statement, resource: bucket }));
}
