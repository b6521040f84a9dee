import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import type { App } from 'aws-cdk-lib/core';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { deploy, loadAssembly } from '../cli/template/load';
import type { ServerlessDataPipelineProps } from '../src';
import { ServerlessDataPipeline } from '../src';
import { synthesize } from './support/assembly';
import { changeSet } from './support/change-set';

const parameter = (stack: Stack) => new CfnParameter(stack, 'Name', { default: 'events', allowedPattern: '[a-z0-9_]{1,128}' }).valueAsString;
/** As the README has it. */
const byParameter = (stack: Stack): ServerlessDataPipelineProps => {
  const name = parameter(stack);
  return { databaseName: name, queries: { workGroupName: name } };
};

function templateOf(file: RegExp, build: (app: App) => void): Record<string, any> {
  const outdir = synthesize(build);
  return JSON.parse(readFileSync(path.join(outdir, readdirSync(outdir).find((name) => file.test(name))!), 'utf8'));
}

/** A template deployed under the name of a stack. */
function deployed(template: Record<string, any>, name: string) {
  return deploy([{ id: name, name, environment: { account: '111122223333', region: 'eu-west-1' }, template, parameter: (id) => id === 'Name' ? name : undefined }]);
}

/** What the second deployment of a template meets. */
function clashes(template: Record<string, any>): string[] {
  return changeSet(deployed(template, 'one'), deployed(template, 'two')).refused;
}

const pipeline = (props: (stack: Stack) => ServerlessDataPipelineProps) => templateOf(/^Test\.template/, (app) => {
  const stack = new Stack(app, 'Test');
  new ServerlessDataPipeline(stack, 'Pipeline', props(stack));
});

describe('one template, deployed as two stacks', () => {
  const CATALOG = ['Database', 'Table', 'Table', 'Table'];

  test.each<[string, (stack: Stack) => ServerlessDataPipelineProps, string[]]>([
    ['no parameter', () => ({}), [...CATALOG, 'WorkGroup']],
    ['a parameter for databaseName', (stack) => ({ databaseName: parameter(stack) }), ['WorkGroup']],
    ['a parameter for queries.workGroupName', (stack) => ({ queries: { workGroupName: parameter(stack) } }), CATALOG],
    ['a parameter for both', byParameter, []],
  ])('meets the names of the first the second time, unless they are parameters: %s', (_, props, clashing) => {
    expect(clashes(pipeline(props)).map((clash) => clash.split(' ')[0])).toEqual(clashing);
  });
});

test('the local run takes the default of the parameter', () => {
  const databases = loadAssembly(synthesize((app) => {
    const stack = new Stack(app, 'Test');
    new ServerlessDataPipeline(stack, 'Pipeline', byParameter(stack));
  })).resources('AWS::Glue::Database');
  expect(databases.map(({ ref }) => ref)).toEqual(['events']);
});

test('a product of AWS Service Catalog can have other names each time it is launched', () => {
  class Product extends servicecatalog.ProductStack {
    constructor(stack: Stack, assetBucket: Bucket) {
      super(stack, 'Product', { assetBucket });
      new ServerlessDataPipeline(this, 'Pipeline', byParameter(this));
    }
  }
  const template = templateOf(/Product.*\.template\.json$/, (app) => {
    const stack = new Stack(app, 'Test');
    const product = new Product(stack, new Bucket(stack, 'Assets', { bucketName: 'assets' }));
    new servicecatalog.CloudFormationProduct(stack, 'Offer', {
      productName: 'Pipeline', owner: 'Data', productVersions: [{ cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromProductStack(product) }],
    });
  });
  expect(clashes(template)).toEqual([]);
});
