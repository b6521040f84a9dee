import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { AccessLog, ServerlessDataPipeline, TrackAuthorization, WebAcl } from '../src';
import type { ServerlessDataPipelineProps } from '../src';
import { newStack } from './support/stacks';

/**
 * The logical ids of the default pipeline. Another id makes CloudFormation delete the resource and create a new one: a change here is a
 * breaking change, and of a stateful resource it loses the user's data. The deployment is left out: its id changes with the API by design.
 */
const LOGICAL_IDS = {
  PipelineRecordProcessorLogGroup64AA50B5: 'AWS::Logs::LogGroup',
  PipelineRecordProcessorRole95EF515E: 'AWS::IAM::Role',
  PipelineRecordProcessorRoleDefaultPolicyDA42AEA9: 'AWS::IAM::Policy',
  PipelineRecordProcessorFunction6AE72C88: 'AWS::Lambda::Function',
  PipelineDeliveryStreamBucketDE6A2314: 'AWS::S3::Bucket',
  PipelineDeliveryStreamBucketPolicy29F1586E: 'AWS::S3::BucketPolicy',
  PipelineDeliveryStreamLogGroupA07263F9: 'AWS::Logs::LogGroup',
  PipelineDeliveryStreamLogStream40996EDC: 'AWS::Logs::LogStream',
  PipelineDeliveryStreamRole90942F38: 'AWS::IAM::Role',
  PipelineDeliveryStreamRoleDefaultPolicyFBB33175: 'AWS::IAM::Policy',
  PipelineDeliveryStreamF8B7CD7E: 'AWS::KinesisFirehose::DeliveryStream',
  PipelineTrackApi13207E94: 'AWS::ApiGateway::RestApi',
  PipelineTrackApiDeploymentStagedev725B6EC5: 'AWS::ApiGateway::Stage',
  PipelineTrackApitrack7987975E: 'AWS::ApiGateway::Resource',
  PipelineTrackApitrackPOST76C05970: 'AWS::ApiGateway::Method',
  PipelineTrackApitrackOPTIONSFD0E860F: 'AWS::ApiGateway::Method',
  PipelineTrackApibatch1CDD1E72: 'AWS::ApiGateway::Resource',
  PipelineTrackApibatchPOSTC6945101: 'AWS::ApiGateway::Method',
  PipelineTrackApibatchOPTIONS5E503FBE: 'AWS::ApiGateway::Method',
  PipelineTrackApiBadRequestBodyDC0D4CB4: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiUnsupportedMediaType55E796F5: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiNoSuchRoute483DAB94: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiThrottled2B5BD407: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiQuotaExceededB55A5487: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiIntegrationTimeoutD7A59B23: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiDefault4xxC315C37E: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiDefault5xx8CB62D5F: 'AWS::ApiGateway::GatewayResponse',
  PipelineTrackApiRole85CA521B: 'AWS::IAM::Role',
  PipelineTrackApiRoleDefaultPolicy9E8D2052: 'AWS::IAM::Policy',
  PipelineTrackApiValidatorF2552F87: 'AWS::ApiGateway::RequestValidator',
  PipelineTrackApiEventModel2F950974: 'AWS::ApiGateway::Model',
  PipelineTrackApiBatchModel04C6BFD9: 'AWS::ApiGateway::Model',
  PipelineAnalyticsCatalogDatabaseBD0D5918: 'AWS::Glue::Database',
  PipelineAnalyticsCatalogRecords64616BA8: 'AWS::Glue::Table',
  PipelineAnalyticsCatalogRawRecords283ABF01: 'AWS::Glue::Table',
  PipelineAnalyticsCatalogFailedRecordsABF1F76F: 'AWS::Glue::Table',
  PipelineAnalyticsWorkGroupResultsA040B43D: 'AWS::S3::Bucket',
  PipelineAnalyticsWorkGroupResultsPolicyAED09047: 'AWS::S3::BucketPolicy',
  PipelineAnalyticsWorkGroup457640B5: 'AWS::Athena::WorkGroup',
  PipelineAnalyticsWorkGroupCreateDatabaseD2DB983C: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupCreateTableA5D6BD63: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupSample8735EE24: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupEventsPerHour22DA179B: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupLatestEventsF376FC7A: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupVolumeByDayE1E12671: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupDuplicateEvents13E0F513: 'AWS::Athena::NamedQuery',
  PipelineAnalyticsWorkGroupFailedRecords79C6FD3E: 'AWS::Athena::NamedQuery',
};

test('logical ids are as they were; a change that is meant goes into this list, and into the changelog as a break: CloudFormation deletes the old resource', () => {
  const stack = newStack();
  new ServerlessDataPipeline(stack, 'Pipeline');
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>)
    .filter(([, resource]) => resource.Type !== 'AWS::ApiGateway::Deployment')
    .map(([id, resource]) => [id, resource.Type]);
  expect(Object.fromEntries(resources)).toEqual(LOGICAL_IDS);
});

describe('of what stands in front of the API', () => {
  /** The ids of resources of a type, with their types left out. */
  const idsOf = (props: ServerlessDataPipelineProps, ...types: string[]) => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', props);
    const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>);
    return resources.filter(([, { Type }]) => types.includes(Type)).map(([id]) => id);
  };

  test('a key and its plan', () => {
    expect(idsOf({ authorization: TrackAuthorization.apiKey() }, 'AWS::ApiGateway::ApiKey', 'AWS::ApiGateway::UsagePlan')).toEqual([
      'PipelineTrackApiUsagePlan40D41B91', 'PipelineTrackApiApiKey6D506654',
    ]);
  });

  test('a web ACL and a log group', () => {
    const http = { webAcl: WebAcl.limits({ requestsPerAddress: 100 }), accessLog: AccessLog.toCloudWatch() };
    expect(idsOf({ http }, 'AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'AWS::Logs::LogGroup').filter((id) => id.includes('TrackApi'))).toEqual([
      'PipelineTrackApiAccessLog25ED0B9C', 'PipelineTrackApiWebAclF80180C6', 'PipelineTrackApiWebAclAssociation67DF9A10',
    ]);
  });

  test('an API that is brought', () => {
    const stack = newStack();
    const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
    new ServerlessDataPipeline(stack, 'Pipeline', { http: { api, path: 'events' } });
    const resources = Object.keys(Template.fromStack(stack).toJSON().Resources).filter((id) => id.startsWith('Apievents'));
    expect(resources).toEqual([
      'Apievents93AD7B65',
      'ApieventsTrackApiValidatorA74F0C8C',
      'ApieventsTrackApiRoleACA73DC9',
      'ApieventsTrackApiRoleDefaultPolicy6630E9C8',
      'ApieventsTrackApiEventModelA0EB3D18',
      'ApieventsTrackApiBatchModelED77F427',
      'Apieventstrack2520EE7D',
      'ApieventstrackPOST91C9CCB4',
      'ApieventstrackOPTIONSFE01D90C',
      'Apieventsbatch10E6AF7D',
      'ApieventsbatchPOST2DCB83B2',
      'ApieventsbatchOPTIONS61316163',
    ]);
  });
});
