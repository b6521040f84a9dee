import type { Deployment } from '../../../cli/template/deployment';
import { arnOf } from '../../support/iam/arn';
import { needs } from '../../support/iam/need';
import type { Need } from '../../support/iam/need';
import { name, place } from '../../support/iam/place';

/** Of the three that Lambda's own policy for logs has: the group is there already. */
const LOGS = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html#monitoring-cloudwatchlogs-prereqs';

/** What a function does with its role that does nothing but write its log. */
export function processorNeeds(deployment: Deployment, functionArn: string): Need[] {
  const { properties: { LoggingConfig: { LogGroup: group } } } = deployment.resources('AWS::Lambda::Function').find(({ arn }) => arn === functionArn)!;
  const logStream = '2026/11/22/0a1b2c3d4e5f';
  return needs(LOGS, ['logs:CreateLogStream', 'logs:PutLogEvents'], place`${arnOf('logs', deployment)}:log-group:${name(group)}:log-stream:${logStream}`);
}
