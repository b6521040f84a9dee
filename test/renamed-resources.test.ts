import { Template } from 'aws-cdk-lib/assertions';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as athena from 'aws-cdk-lib/aws-athena';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as glue from 'aws-cdk-lib/aws-glue';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib/core';
import type { ServerlessDataPipelineProps } from '../src';
import { ServerlessDataPipeline, TrackAuthorization } from '../src';

/** By type: gives a resource another name. */
const RENAME: Record<string, (resource: any, rename: (name: string) => string) => void> = {
  'AWS::ApiGateway::RestApi': (api: apigateway.CfnRestApi, rename) => { api.name = rename(api.name!); },
  'AWS::ApiGateway::Stage': (stage: apigateway.CfnStage, rename) => { stage.stageName = rename(stage.stageName!); },
  'AWS::Athena::NamedQuery': (query: athena.CfnNamedQuery, rename) => { query.name = rename(query.name!); },
  'AWS::Athena::WorkGroup': (group: athena.CfnWorkGroup, rename) => { group.name = rename(group.name); },
  'AWS::Glue::Database': (database: glue.CfnDatabase, rename) => {
    const input = database.databaseInput as glue.CfnDatabase.DatabaseInputProperty;
    database.databaseInput = { ...input, name: rename(input.name!) };
  },
  'AWS::Glue::Table': (table: glue.CfnTable, rename) => {
    const input = table.tableInput as glue.CfnTable.TableInputProperty;
    table.tableInput = { ...input, name: rename(input.name!) };
  },
  'AWS::Logs::LogStream': (stream: logs.CfnLogStream, rename) => { stream.logStreamName = rename(stream.logStreamName!); },
};

/** Names that are no words of any other text. */
const NAMES: ServerlessDataPipelineProps = { databaseName: 'bazaar', tableName: 'purchases', stageName: 'production' };

/** What is made of a pipeline's names, in its stack and in another: outputs, grants, metrics. Some resources have other names than they were given. */
function renamed(type: string, rename: (name: string) => string, more: (stack: Stack) => ServerlessDataPipelineProps) {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const users = new Stack(app, 'Users');
  const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.iam(), ...NAMES, ...more(stack) });
  const { analytics: { databaseName, errorTableName, rawTableName, tableName, workGroupName } } = pipeline;
  for (const beside of [stack, users]) {
    const role = new Role(beside, 'Role', { assumedBy: new AccountRootPrincipal() });
    pipeline.grantQuery(role);
    pipeline.grantTrack(role);
    new CfnOutput(beside, 'Names', { value: [databaseName, errorTableName, rawTableName, tableName, workGroupName].join(' ') });
    new cloudwatch.Dashboard(beside, 'Dashboard', { widgets: [[new cloudwatch.GraphWidget({ left: [pipeline.metricRejected()] })]] });
  }
  const old: string[] = [];
  Aspects.of(app).add({
    visit: (node) => {
      if (CfnResource.isCfnResource(node) && node.cfnResourceType === type) {
        RENAME[type](node, (name) => {
          old.push(name);
          return rename(name);
        });
      }
    },
  });
  const templates = [stack, users].map((each) => Template.fromStack(each).toJSON());
  return { old, text: JSON.stringify(templates), exports: Object.keys(templates[0].Outputs).filter((id) => id.startsWith('ExportsOutput')) };
}

const hasWord = (text: string, word: string) => new RegExp(`(?<![A-Za-z0-9_-])${word}(?![A-Za-z0-9_-])`).test(text);

describe.each<[string, (stack: Stack) => ServerlessDataPipelineProps]>([
  ['names of its own', () => ({ queries: { namedQueries: [{ name: 'top-sellers', sql: 'SELECT 1' }] } })],
  ['default names', () => ({ databaseName: undefined })],
  ['results in a bucket of the app', (stack) => ({ queries: { resultsBucket: new s3.Bucket(stack, 'Results') } })],
])('of a pipeline with %s', (_, more) => {
  test.each(Object.keys(RENAME))('%s is called by the name that an aspect gives it', (type) => {
    const { old, text } = renamed(type, (name) => `${name}_corp`, more);
    expect(old.length).toBeGreaterThan(0);
    expect(old.filter((name) => hasWord(text, name))).toEqual([]);
    expect(old.filter((name) => !hasWord(text, `${name}_corp`))).toEqual([]);
  });
});

test('every type that has a name in the template is renamed here, but for policies, which nothing refers to', () => {
  const stack = new Stack(new App(), 'Test');
  new ServerlessDataPipeline(stack, 'Pipeline', NAMES);
  const resources = Object.values<{ Type: string; Properties?: object }>(Template.fromStack(stack).toJSON().Resources);
  const isNamed = (properties: object): boolean => Object.entries(properties)
    .some(([property, value]) => property.endsWith('Input') ? isNamed(value) : property.endsWith('Name') && typeof value === 'string');
  const named = resources.filter(({ Properties = {} }) => isNamed(Properties)).map(({ Type }) => Type);
  expect([...new Set(named)].sort()).toEqual([...Object.keys(RENAME), 'AWS::IAM::Policy'].sort());
});

test('another stack does not import names, so that the stack of the pipeline can change them', () => {
  const { exports } = renamed('AWS::Athena::WorkGroup', (name) => name, () => ({}));
  expect(exports.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'ExportsOutputFnGetAttPipelineAnalyticsWorkGroupResultsA040B43DArn', 'ExportsOutputFnGetAttPipelineDeliveryStreamBucketDE6A2314Arn',
    'ExportsOutputRefPipelineTrackApi13207E94',
  ]);
});
