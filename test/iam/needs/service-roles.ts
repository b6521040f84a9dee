import { deliveryNeeds, functionArns } from './delivery-role';
import { processorNeeds } from './processor-role';
import { firehoseMethods, producerNeeds } from './producers';
import type { Deployment } from '../../../cli/template/deployment';
import type { Need } from '../../support/iam/need';

/** What each role needs that a pipeline has for AWS itself, by the ARN of the role. */
export function serviceRoleNeeds(deployment: Deployment): Map<string, Need[]> {
  const methods = firehoseMethods(deployment);
  const streams = deployment.resources('AWS::KinesisFirehose::DeliveryStream').filter(({ arn }) => methods.some(({ streamArn }) => streamArn === arn));
  return new Map([
    ...methods.map(({ role, streamArn }): [string, Need[]] => [role, producerNeeds(deployment, streamArn)]),
    ...streams.map((stream): [string, Need[]] => [stream.properties.ExtendedS3DestinationConfiguration.RoleARN, deliveryNeeds(deployment, stream)]),
    ...streams.flatMap(({ properties }) => functionArns(properties.ExtendedS3DestinationConfiguration)).map((arn): [string, Need[]] => {
      const processor = deployment.resources('AWS::Lambda::Function').find((each) => each.arn === arn)!;
      return [processor.properties.Role, processorNeeds(deployment, arn)];
    }),
  ]);
}
