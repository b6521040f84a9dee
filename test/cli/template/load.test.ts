import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { Failure } from '../../../cli/failure';
import { loadAssembly, loadTemplate } from '../../../cli/template/load';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assembly-'));
});

afterEach(() => {
  fs.rmSync(dir, { recursive: true });
});

function synthesized(build: (app: App) => void): string {
  const app = new App({ outdir: dir, analyticsReporting: false });
  build(app);
  app.synth();
  return dir;
}

function handlerFolder(): string {
  const folder = path.join(dir, 'handler');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'index.js'), 'exports.handler = async () => 1;');
  return folder;
}

function newFunction(scope: Stack, folder: string): lambda.Function {
  return new lambda.Function(scope, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(folder) });
}

function writeFile(name: string, content: string): string {
  fs.writeFileSync(path.join(dir, name), content);
  return path.join(dir, name);
}

describe('loadAssembly', () => {
  test('loads all stacks and follows what they export', () => {
    const deployment = loadAssembly(synthesized(app => {
      const bucket = new s3.Bucket(new Stack(app, 'Data'), 'Store');
      new CfnOutput(new Stack(app, 'Reader'), 'From', { value: bucket.bucketArn });
    }));
    expect(deployment.outputs.find(({ stack }) => stack === 'Reader')?.value).toBe(deployment.resources('AWS::S3::Bucket')[0].arn);
  });

  test('takes account and region from the assembly', () => {
    const deployment = loadAssembly(synthesized(app => {
      const stack = new Stack(app, 'Data', { env: { account: '123456789012', region: 'cn-north-1' } });
      new s3.Bucket(stack, 'Store');
    }));
    expect(deployment).toMatchObject({ accountId: '123456789012', region: 'cn-north-1' });
    expect(deployment.resources('AWS::S3::Bucket')[0].arn).toMatch(/^arn:aws-cn:s3:::/);
  });

  test('stands in for an account and a region that are open', () => {
    const deployment = loadAssembly(synthesized(app => new s3.Bucket(new Stack(app, 'Data'), 'Store')));
    expect(deployment).toMatchObject({ accountId: '000000000000', region: 'us-east-1' });
  });

  test('finds the asset of a function', () => {
    const folder = handlerFolder();
    const deployment = loadAssembly(synthesized(app => newFunction(new Stack(app, 'Compute'), folder)));
    const { properties: { Code: code } } = deployment.resources('AWS::Lambda::Function')[0];
    expect(fs.readdirSync(deployment.assetPath(code.S3Key)!)).toEqual(['index.js']);
    expect(code.S3Bucket).toBe('cdk-hnb659fds-assets-000000000000-us-east-1');
  });

  test('knows no asset that no manifest lists', () => {
    const deployment = loadAssembly(synthesized(app => new s3.Bucket(new Stack(app, 'Data'), 'Store')));
    expect(deployment.assetPath('missing.zip')).toBeUndefined();
  });

  test('hands parameters to a nested stack and takes its outputs', () => {
    const deployment = loadAssembly(synthesized(app => {
      const parent = new Stack(app, 'Parent');
      const store = new s3.Bucket(parent, 'Store');
      const nested = new NestedStack(parent, 'Inner');
      const copy = new s3.Bucket(nested, 'Copy', { bucketName: `${store.bucketName}-copy` });
      new CfnOutput(parent, 'CopyName', { value: copy.bucketName });
    }));
    const [store, copy] = deployment.resources('AWS::S3::Bucket');
    expect(copy.ref).toBe(`${store.ref}-copy`);
    expect(copy.stack).toMatch(/^Parent-Inner/);
    expect(deployment.outputs.find(({ logicalId }) => logicalId === 'CopyName')?.value).toBe(copy.ref);
  });

  test('a function in a nested stack finds its asset', () => {
    const folder = handlerFolder();
    const deployment = loadAssembly(synthesized(app => newFunction(new NestedStack(new Stack(app, 'Parent'), 'Inner'), folder)));
    expect(deployment.assetPath(deployment.resources('AWS::Lambda::Function')[0].properties.Code.S3Key)).toBeDefined();
  });

  test('loads the same stack in two CDK Stages under names that differ', () => {
    const folder = handlerFolder();
    const deployment = loadAssembly(synthesized(app => {
      for (const name of ['Beta', 'Prod']) {
        const stack = new Stack(new Stage(app, name), 'Data');
        new s3.Bucket(stack, 'Store');
        newFunction(stack, folder);
      }
    }));
    const buckets = deployment.resources('AWS::S3::Bucket');
    expect(buckets.map(({ stack }) => stack)).toEqual(['Beta-Data', 'Prod-Data']);
    expect(buckets[0].ref).not.toBe(buckets[1].ref);
    expect(deployment.assetPath(deployment.resources('AWS::Lambda::Function')[1].properties.Code.S3Key)).toBeDefined();
  });

  test('two stacks of the same name in two CDK Stages keep their resources apart', () => {
    const deployment = loadAssembly(synthesized(app => {
      for (const name of ['Beta', 'Prod']) {
        const stack = new Stack(new Stage(app, name), 'Data', { stackName: 'data' });
        new s3.Bucket(stack, 'Store');
        new s3.Bucket(new NestedStack(stack, 'Inner'), 'Copy', { bucketName: `${name.toLowerCase()}-copy` });
      }
    }));
    const refs = deployment.resources('AWS::S3::Bucket').map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(4);
    expect(refs).toEqual(expect.arrayContaining(['beta-copy', 'prod-copy']));
  });

  test('an API of the CDK has parents, a stage and a URL that fit together', () => {
    const deployment = loadAssembly(synthesized(app => {
      const api = new apigateway.RestApi(new Stack(app, 'Web'), 'Api', { cloudWatchRole: false });
      api.root.addResource('track').addMethod('POST', new apigateway.MockIntegration());
    }));
    const [api] = deployment.resources('AWS::ApiGateway::RestApi');
    const [resource] = deployment.resources('AWS::ApiGateway::Resource');
    expect(resource.properties).toMatchObject({ RestApiId: api.ref, PathPart: 'track' });
    expect(deployment.resources('AWS::ApiGateway::Method')[0].properties.ResourceId).toBe(resource.ref);
    expect(deployment.outputs[0].value).toBe(`https://${api.ref}.execute-api.us-east-1.amazonaws.com/prod/`);
  });

  test('fails on a folder that is no assembly and says what to give', () => {
    const load = () => loadAssembly(path.join(dir, 'nowhere'));
    expect(load).toThrow(Failure);
    expect(load).toThrow(/cannot read .*nowhere\/manifest\.json \(ENOENT\): give the folder that `cdk synth` wrote .*--app/);
  });

  test('fails on an assembly without a stack', () => {
    synthesized(() => undefined);
    expect(() => loadAssembly(dir)).toThrow(/holds no stack: add one to the app/);
  });

  test('fails on a manifest that is not JSON', () => {
    writeFile('manifest.json', '{"artifacts":');
    expect(() => loadAssembly(dir)).toThrow(/manifest\.json is not JSON/);
  });
});

describe('loadTemplate', () => {
  test('loads one template with the assets listed beside it', () => {
    const folder = handlerFolder();
    synthesized(app => newFunction(new Stack(app, 'Compute'), folder));
    const deployment = loadTemplate(path.join(dir, 'Compute.template.json'));
    expect(deployment.assetPath(deployment.resources('AWS::Lambda::Function')[0].properties.Code.S3Key)).toBeDefined();
    expect(deployment.all()[0].stack).toBe('Compute');
  });

  test('loads a template without assets', () => {
    const file = writeFile('plain.json', JSON.stringify({ Resources: { Store: { Type: 'AWS::S3::Bucket' } } }));
    expect(loadTemplate(file).resources('AWS::S3::Bucket')).toHaveLength(1);
  });

  test('fails on a file that is not there', () => {
    expect(() => loadTemplate(path.join(dir, 'X.template.json'))).toThrow(/cannot read .*X\.template\.json \(ENOENT\): give a template that `cdk synth` wrote/);
  });

  test('fails on a file that is not JSON', () => {
    expect(() => loadTemplate(writeFile('t.json', 'Resources:'))).toThrow(/t\.json is not JSON .*: give a template/);
  });

  test.each([['[]', 'holds a list'], ['{"a":1}', 'it has no Resources'], ['{"Resources":{"A":{}}}', 'A has no Type']])('fails on %s, which is no template', (text, message) => {
    expect(() => loadTemplate(writeFile('t.json', text))).toThrow(message);
  });
});
