import { AwsIntegration, PassthroughBehavior } from 'aws-cdk-lib/aws-apigateway';
import type { IResource, Method } from 'aws-cdk-lib/aws-apigateway';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** What a method must know of the stream behind it. */
export interface EventTarget {
  readonly stream: { readonly ref: string };
  readonly role: IRole;
}

/** A stream with its bucket and the role of an API that puts into it, of the CDK's own constructs alone. */
export interface EventStream extends EventTarget {
  readonly stream: CfnDeliveryStream;
}

export function eventStream(scope: Construct, id: string, prefix: string, bucket: IBucket = new Bucket(scope, `${id}Bucket`), name?: string): EventStream {
  const delivery = new Role(scope, `${id}DeliveryRole`, { assumedBy: new ServicePrincipal('firehose.amazonaws.com') });
  const stream = new CfnDeliveryStream(scope, id, {
    deliveryStreamName: name,
    s3DestinationConfiguration: {
      bucketArn: bucket.bucketArn,
      roleArn: delivery.roleArn,
      prefix: `${prefix}/!{timestamp:yyyy}/`,
      errorOutputPrefix: `${prefix}-errors/!{firehose:error-output-type}/`,
      compressionFormat: 'GZIP',
    },
  });
  return { stream, role: new Role(scope, `${id}ApiRole`, { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') }) };
}

/** `POST`: the body becomes one line of the stream. */
export function addPost(resource: IResource, { stream, role }: EventTarget): Method {
  return resource.addMethod('POST', new AwsIntegration({
    service: 'firehose',
    action: 'PutRecord',
    options: {
      credentialsRole: role,
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: {
        'application/json': `#set($line = "$input.json('$')\n"){"DeliveryStreamName":"${stream.ref}","Record":{"Data":"$util.base64Encode($line)"}}`,
      },
      integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': '{"accepted":1}' } }],
    },
  }), { methodResponses: [{ statusCode: '200' }] });
}
