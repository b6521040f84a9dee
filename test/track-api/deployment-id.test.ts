import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { keepDeploymentId } from '../../src/track-api/deployment-id';

function newApi(): apigateway.RestApi {
  const api = new apigateway.RestApi(new Stack(new App(), 'Test'), 'Api');
  api.root.addMethod('GET');
  return api;
}

function deploymentId(api: apigateway.RestApi): string {
  return Object.keys(Template.fromStack(api.stack).findResources('AWS::ApiGateway::Deployment'))[0];
}

test('the deployment has the name that the CDK gives it', () => {
  const kept = newApi();
  keepDeploymentId(kept);
  expect(deploymentId(kept)).toBe(deploymentId(newApi()));
});

test('the stage refers to it', () => {
  const api = newApi();
  keepDeploymentId(api);
  const [stage] = Object.values(Template.fromStack(api.stack).findResources('AWS::ApiGateway::Stage'));
  expect(stage.Properties.DeploymentId).toEqual({ Ref: deploymentId(api) });
});

test('a method that is added later changes the name', () => {
  const [api, plain] = [newApi(), newApi()];
  keepDeploymentId(api);
  [api, plain].forEach(({ root }) => root.addMethod('DELETE'));
  expect(deploymentId(api)).toBe(deploymentId(plain));
  expect(deploymentId(api)).not.toBe(deploymentId(newApi()));
});

test('another stack may refer to it', () => {
  const api = newApi();
  keepDeploymentId(api);
  const other = new Stack(api.stack.node.root as App, 'Other');
  new CfnOutput(other, 'DeploymentId', { value: api.latestDeployment!.deploymentId });
  expect(Template.fromStack(other).findOutputs('DeploymentId').DeploymentId.Value).toHaveProperty(['Fn::ImportValue']);
  const [exported] = Object.values(Template.fromStack(api.stack).toJSON().Outputs as Record<string, any>).filter(({ Export: name }) => name);
  expect(exported.Value).toEqual({ Ref: deploymentId(api) });
});

test('nothing is worked out once a synth is past its validation', () => {
  const calculated = (keep: boolean) => {
    const api = newApi();
    const deployment = api.latestDeployment!.node.defaultChild as any;
    const calculate = jest.spyOn(deployment, 'calculateLogicalId');
    if (keep) {
      keepDeploymentId(api);
    }
    let whenValidated = 0;
    // Validated behind the deployment.
    new apigateway.Model(api.stack, 'Last', { restApi: api, schema: {} }).node.addValidation({
      validate: () => {
        whenValidated = calculate.mock.calls.length;
        return [];
      },
    });
    deploymentId(api);
    return calculate.mock.calls.length - whenValidated;
  };
  expect(calculated(false)).toBeGreaterThan(0);
  expect(calculated(true)).toBe(0);
});

test('an API without a deployment of its own is left alone', () => {
  const api = new apigateway.RestApi(new Stack(new App(), 'Test'), 'Api', { deploy: false });
  api.root.addMethod('GET');
  expect(() => keepDeploymentId(api)).not.toThrow();
});
