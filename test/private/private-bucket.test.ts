import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline } from '../../src';
import { newStack } from '../support/stacks';

/** What happens to the buckets and their policies at the end of the stack, as `[DeletionPolicy, UpdateReplacePolicy]`. */
function fates(removalPolicy: RemovalPolicy | undefined): Record<string, unknown[]> {
  const stack = newStack();
  const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { removalPolicy });
  // Grants to another account add statements to the policy.
  pipeline.grantRead(new iam.AccountPrincipal('444455556666'));
  const template = Template.fromStack(stack);
  return Object.fromEntries(Object.entries({ ...template.findResources('AWS::S3::Bucket'), ...template.findResources('AWS::S3::BucketPolicy') })
    .map(([id, { DeletionPolicy, UpdateReplacePolicy }]) => [id.replace(/^Pipeline|[0-9A-F]{8}$/g, ''), [DeletionPolicy, UpdateReplacePolicy]]));
}

test.each<[string, RemovalPolicy | undefined, unknown[], unknown[]]>([
  ['the default', undefined, ['Retain', 'Retain'], ['Retain', 'Retain']],
  ['RETAIN', RemovalPolicy.RETAIN, ['Retain', 'Retain'], ['Retain', 'Retain']],
  ['RETAIN_ON_UPDATE_OR_DELETE', RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, ['RetainExceptOnCreate', 'Retain'], ['RetainExceptOnCreate', 'Retain']],
  ['DESTROY', RemovalPolicy.DESTROY, ['Delete', 'Delete'], [undefined, undefined]],
])('with %s the policy of each bucket stays and goes with its bucket', (_name, removalPolicy, bucket, policy) => {
  expect(fates(removalPolicy)).toEqual({
    DeliveryStreamBucket: bucket,
    AnalyticsWorkGroupResults: bucket,
    DeliveryStreamBucketPolicy: policy,
    AnalyticsWorkGroupResultsPolicy: policy,
  });
});

test('a policy that stays refuses requests without TLS and holds what grants added', () => {
  const stack = newStack();
  new ServerlessDataPipeline(stack, 'Pipeline').grantRead(new iam.AccountPrincipal('444455556666'));
  const retained = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy', { DeletionPolicy: 'Retain' }));
  expect(retained).toHaveLength(2);
  retained.forEach(({ Properties }) => {
    expect(Properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }));
  });
  expect(JSON.stringify(retained)).toContain('444455556666');
});
