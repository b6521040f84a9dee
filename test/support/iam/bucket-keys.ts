import { s3ArnOf } from './arn';
import { needs } from './need';
import type { Need } from './need';
import { name, place } from './place';
import type { Deployment } from '../../../cli/template/deployment';

/** The KMS key that a bucket of the app encrypts with where a writer names none. */
export function defaultKeyOf(deployment: Deployment, bucketName: string): string | undefined {
  const bucket = deployment.resources('AWS::S3::Bucket').find(({ arn }) => arn === `${s3ArnOf(deployment)}:::${bucketName}`);
  const [rule] = bucket?.properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  return rule?.ServerSideEncryptionByDefault.KMSMasterKeyID;
}

/** Using a key by way of S3. */
export function keyNeeds(source: string, actions: readonly string[], keyArn: string, { region }: Deployment): Need[] {
  const [environment, id] = keyArn.split('/');
  return needs(source, actions, place`${environment}/${name(id)}`, { 'kms:ViaService': `s3.${region}.amazonaws.com` });
}
