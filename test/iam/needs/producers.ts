import type { Deployment, Resource } from '../../../cli/template/deployment';
import { needs } from '../../support/iam/need';
import type { Need } from '../../support/iam/need';
import { name, place } from '../../support/iam/place';

const PUT = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#access-to-firehose';

/** The caller needs the customer managed key of the stream too. That Firehose names itself in `kms:ViaService` is not documented. */
const ENCRYPT = 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html#sse-with-direct-put';

/** What anyone needs who puts records into a stream, one or many at a time. */
export function producerNeeds(deployment: Deployment, streamArn: string): Need[] {
  const [environment, stream] = streamArn.split('/');
  const keyArn = deployment.resources('AWS::KinesisFirehose::DeliveryStream').find(({ arn }) => arn === streamArn)!
    .properties.DeliveryStreamEncryptionConfigurationInput?.KeyARN;
  return [
    ...needs(PUT, ['firehose:PutRecord', 'firehose:PutRecordBatch'], place`${environment}/${name(stream)}`),
    ...keyArn === undefined ? [] : recordKeyNeeds(keyArn),
  ];
}

/** Using the key of a stream. */
export function recordKeyNeeds(keyArn: string): Need[] {
  const [environment, id] = keyArn.split('/');
  return needs(ENCRYPT, ['kms:Decrypt', 'kms:GenerateDataKey'], place`${environment}/${name(id)}`);
}

/** A method that hands its body to Firehose. */
export interface FirehoseMethod {
  readonly role: string;
  /** What it calls, as its integration says. */
  readonly action: string;
  readonly streamArn: string;
}

/** The methods that call Firehose. The name of the stream is in their templates. */
export function firehoseMethods(deployment: Deployment): FirehoseMethod[] {
  const streams = deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  return deployment.resources('AWS::ApiGateway::Method').flatMap(({ properties: { Integration: integration } }) => {
    const [, action] = /:firehose:action\/(\w+)$/.exec(integration.Uri ?? '') ?? [];
    return action === undefined ? [] : [{ role: integration.Credentials, action: `firehose:${action}`, streamArn: streamOf(integration, streams).arn! }];
  });
}

function streamOf(integration: any, streams: readonly Resource[]): Resource {
  const templates: string[] = Object.values(integration.RequestTemplates);
  const [named] = new Set(templates.map((template) => /"DeliveryStreamName":"([^"]+)"/.exec(template)![1]));
  return streams.find(({ ref }) => ref === named)!;
}
