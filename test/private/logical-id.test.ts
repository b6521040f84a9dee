import { Template } from 'aws-cdk-lib/assertions';
import { NestedStack, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ServerlessDataPipeline } from '../../src';
import { newStack } from '../support/stacks';

/** The logical id of the deployment of a pipeline below a construct. */
function deploymentId(scope: Construct): string {
  new ServerlessDataPipeline(scope, 'Pipeline');
  return Object.keys(Template.fromStack(Stack.of(scope)).findResources('AWS::ApiGateway::Deployment'))[0];
}

// Of 215, Pipeline, TrackApi and Deployment take 26; Api is not counted, because TrackApi ends with it.
const LONGEST = 'a'.repeat(189);

test('the longest path that passes gives a logical id of 255 characters', () => {
  expect(deploymentId(new Construct(newStack(), LONGEST))).toHaveLength(255);
});

test('fails on a path that is longer, before anything is built', () => {
  const scope = new Construct(newStack(), `${LONGEST}a`);
  expect(() => new ServerlessDataPipeline(scope, 'Pipeline')).toThrow(
    'construct path: got 216 letters and digits from the stack to the deployment of the API, allowed 215, because CloudFormation takes logical ids of up to '
    + '255 characters; give shorter ids to the constructs above');
  expect(scope.node.findChild('Pipeline').node.children).toEqual([]);
});

test.each([
  ['what is no letter and no digit', `${LONGEST}---__--`],
  ['an id that the one before ends with', `${'a'.repeat(181)}Pipeline`],
])('does not count %s, as the CDK does not', (_name, id) => {
  expect(deploymentId(new Construct(newStack(), id)).length).toBeLessThanOrEqual(255);
});

test('counts from a nested stack on', () => {
  const nested = new NestedStack(newStack(), 'Nested'.repeat(20));
  expect(deploymentId(new Construct(nested, LONGEST))).toHaveLength(255);
});
