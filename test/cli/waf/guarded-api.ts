import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { App, Stack } from 'aws-cdk-lib/core';
import type { Deployment } from '../../../cli/template/deployment';
import { deployed } from '../template/deployed';

const visibilityConfig = { cloudWatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true };

/** An API whose only stage is guarded by a web ACL. */
export function guarded(rules: CfnWebACL.RuleProperty[], webAclArn?: string, resourceArn?: string): Deployment {
  const stack = new Stack(new App(), 'Edge');
  const api = new RestApi(stack, 'Api', { deployOptions: { stageName: 'dev' } });
  api.root.addMethod('GET');
  const acl = new CfnWebACL(stack, 'Acl', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig, rules });
  new CfnWebACLAssociation(stack, 'Association', { resourceArn: resourceArn ?? api.deploymentStage.stageArn, webAclArn: webAclArn ?? acl.attrArn });
  return deployed((stack.node.root as App).synth().getStackByName('Edge').template);
}

export const RATE = { name: 'rate', priority: 0, action: { block: {} }, visibilityConfig, statement: { rateBasedStatement: { limit: 10, aggregateKeyType: 'IP' } } };
