import { Template } from 'aws-cdk-lib/assertions';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Stack } from 'aws-cdk-lib/core';
import { TrackApi, TrackAuthorization } from '../../src';
import type { TrackApiProps } from '../../src';

/** An edge in front of a stream that exists, open to all unless it says otherwise. */
export function trackApi(stack: Stack, props?: Partial<TrackApiProps>, id = 'Track'): TrackApi {
  const deliveryStream = new firehose.CfnDeliveryStream(stack, `${id}Stream`, { deliveryStreamName: 'events', deliveryStreamType: 'DirectPut' });
  return new TrackApi(stack, id, { deliveryStream, authorization: TrackAuthorization.none(), ...props });
}

/** The methods of all APIs of a stack by `POST /track`, with the whole path. */
export function methodsOf(stack: Stack): Record<string, any> {
  const template = Template.fromStack(stack);
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string | undefined): string => id === undefined || !resources[id] ? '' : `${pathOf(resources[id].Properties.ParentId.Ref)}/${resources[id].Properties.PathPart}`;
  return Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::Method'))
    .map(({ Properties }) => [`${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref) || '/'}`, Properties]));
}

/** The gateway responses of a stack by their type. */
export function gatewayResponsesOf(stack: Stack): Record<string, any> {
  return Object.fromEntries(Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse'))
    .map(({ Properties }) => [Properties.ResponseType, Properties]));
}

/** The mapping template of a method, with a token in it as `<token>`. */
export function requestTemplateOf(method: any, contentType = 'application/json'): string {
  const template = method.Integration.RequestTemplates[contentType];
  return typeof template === 'string' ? template : template['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : '<token>').join('');
}
