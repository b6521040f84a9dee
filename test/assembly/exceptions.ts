import type { RuleName } from './rules';

/** Where the API breaks a rule, and why it must. */
export interface Exception {
  readonly rule: RuleName;
  readonly where: string;
  readonly because: string;
}

const NAMES_ITS_OWN = 'names what is made here: users write it in SQL';
const FIRST_PART = 'names the stage that is made here, and is the first part of the path that clients post to';
const ONLY_SHARED = 'the one interface that a stream of the CDK, an imported one, its L1 and ours have in common';

export const EXCEPTIONS: readonly Exception[] = [
  { rule: 'constructs, not their names', where: 'AnalyticsQueriesProps.databaseName', because: NAMES_ITS_OWN },
  { rule: 'constructs, not their names', where: 'AnalyticsQueriesProps.tableName', because: NAMES_ITS_OWN },
  { rule: 'constructs, not their names', where: 'QueryOptions.workGroupName', because: NAMES_ITS_OWN },
  { rule: 'constructs, not their names', where: 'ServerlessDataPipelineProps.databaseName', because: NAMES_ITS_OWN },
  { rule: 'constructs, not their names', where: 'ServerlessDataPipelineProps.tableName', because: NAMES_ITS_OWN },
  { rule: 'constructs, not their names', where: 'ServerlessDataPipelineProps.stageName', because: FIRST_PART },
  { rule: 'constructs, not their names', where: 'TrackApiProps.stageName', because: FIRST_PART },
  {
    rule: 'constructs, not their names',
    where: 'WebAcl.fromArn(webAclArn)',
    because: 'a factory as the from…Arn of the CDK, which has nothing for web ACLs but the L1',
  },
  { rule: 'stable types of the CDK', where: 'AccessLog.toFirehose(deliveryStream)', because: ONLY_SHARED },
  { rule: 'stable types of the CDK', where: 'TrackApiProps.deliveryStream', because: ONLY_SHARED },
  { rule: 'stable types of the CDK', where: 'DeliveryStream.deliveryStreamRef', because: `what that interface asks for: ${ONLY_SHARED}` },
  { rule: 'allowed texts of each text', where: 'DeliveryStream.metric(metricName)', because: 'AWS names its metrics: the page is linked' },
  { rule: 'allowed texts of each text', where: 'TrackApi.metric(metricName)', because: 'AWS names its metrics: the page is linked' },
  { rule: 'allowed texts of each text', where: 'Transform.node(path)', because: 'a path of the file system, which says itself what it takes' },
];
