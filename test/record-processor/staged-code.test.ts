import * as fs from 'fs';
import * as path from 'path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { RecordProcessor } from '../../src';

const HANDLER = path.resolve(__dirname, '../../assets/record-processor/handler/index.lambda');

/** What the CDK's own asset of the handler leaves in an assembly, and what the record processor does. */
function synthesizeBoth(context: Record<string, unknown> = {}, scopeOf: (app: App) => App | Stage = (app) => app) {
  const synthesize = (build: (stack: Stack) => void) => {
    const scope = scopeOf(new App({ context }));
    const stack = new Stack(scope, 'Test');
    build(stack);
    const assembly = scope.synth();
    const { files } = JSON.parse(fs.readFileSync(path.join(assembly.directory, `${stack.artifactId}.assets.json`), 'utf8'));
    const [file]: any[] = Object.values(files).filter(({ source }: any) => source.packaging === 'zip');
    const { Code: code } = (Object.values(assembly.getStackArtifact(stack.artifactId).template.Resources)
      .find(({ Type: type }: any) => type === 'AWS::Lambda::Function') as any).Properties;
    return { file, code, contents: fs.readdirSync(path.join(assembly.directory, file.source.path)) };
  };
  return {
    ours: synthesize((stack) => new RecordProcessor(stack, 'Processor')),
    theirs: synthesize((stack) => new lambda.Function(stack, 'Function', {
      code: lambda.Code.fromAsset(HANDLER), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X,
    })),
  };
}

/** Each is called after its own path. */
function published({ file, code, contents }: ReturnType<typeof synthesizeBoth>['ours']) {
  return { source: file.source, destinations: file.destinations, code, contents };
}

test('the code is published as the CDK would publish it', () => {
  const { ours, theirs } = synthesizeBoth();
  expect(published(ours)).toEqual(published(theirs));
  expect(ours.file.displayName).toBe('Processor/Function/Code');
});

test('within a Stage the asset is found beside the assembly of the app', () => {
  const { ours, theirs } = synthesizeBoth({}, (app) => new Stage(app, 'Prod'));
  expect(published(ours)).toEqual(published(theirs));
});

test('a salt for all assets gives another one', () => {
  const { ours, theirs } = synthesizeBoth({ '@aws-cdk/core:assetHashSalt': 'again' });
  expect(published(ours)).toEqual(published(theirs));
  expect(ours.code).not.toEqual(synthesizeBoth().ours.code);
});

test('the code of the function is found by sam local and cdk watch', () => {
  const stack = new Stack(new App({ context: { 'aws:cdk:enable-asset-metadata': true } }), 'Test');
  const { processorFunction } = new RecordProcessor(stack, 'Processor');
  const code = stack.resolve((processorFunction.node.defaultChild as lambda.CfnFunction).code);
  expect((processorFunction.node.defaultChild as lambda.CfnFunction).cfnOptions.metadata).toEqual({
    'aws:asset:path': `asset.${path.basename(code.s3Key, '.zip')}.lambda`,
    'aws:asset:is-bundled': false,
    'aws:asset:property': 'Code',
  });
});

test('without that wish of the command line nothing is added to the template', () => {
  const { processorFunction } = new RecordProcessor(new Stack(new App(), 'Test'), 'Processor');
  expect((processorFunction.node.defaultChild as lambda.CfnFunction).cfnOptions.metadata).toBeUndefined();
});
