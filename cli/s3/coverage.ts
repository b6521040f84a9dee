import type { Coverage } from '../template/deployment';

/** What the local run does with buckets: it keeps objects. What guards them, or does something to them later, has nothing to do here. */
export const s3Coverage: Coverage = {
  'AWS::S3::Bucket': {
    run: ['BucketName'],
    inert: [
      'BucketEncryption', 'LifecycleConfiguration', 'OwnershipControls', 'PublicAccessBlockConfiguration', 'Tags',
    ],
  },
};
