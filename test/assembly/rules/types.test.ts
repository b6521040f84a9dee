import { PrimitiveType } from '@jsii/spec';
import { constructsNotNames } from './constructs-not-names';
import { grantsAndMetrics } from './grants-and-metrics';
import { listedExports } from './listed-exports';
import { noGeneratedTypes } from './no-generated-types';
import { oneType } from './one-type';
import { oneStability, stableCdk } from './stability';
import { compiledCdk } from '../compiled-library';
import { EXPORTED_NAMES } from '../exported-names';
import { offendersAfter, offendersIn } from '../spoilt';

const cdk = compiledCdk();

test('one type: a union, any or JSON is found in props, parameters, returns and collections', () => {
  expect(offendersIn(`
    export interface PumpProps { readonly size: string | number; readonly name: string; readonly parts: (string | number)[]; }
    export abstract class Pump {
      abstract measure(how: any): string;
      abstract read(): { [name: string]: any };
      abstract start(litres: number): void;
    }`, oneType)).toEqual(['PumpProps.parts', 'PumpProps.size', 'Pump.measure(how)', 'Pump.read']);
});

describe('constructs, not their names', () => {
  test('an ARN is found in props and in parameters', () => {
    expect(offendersIn(`
      export interface PumpProps { readonly topicArn?: string; readonly warn?: string; }
      export abstract class Pump { abstract fill(bucketARN: string, learn: number): string; }`, constructsNotNames(cdk)))
      .toEqual(['PumpProps.topicArn', 'Pump.fill(bucketARN)']);
  });

  test('a name or id is found where the CDK has an interface of the resource, by hand or generated', () => {
    expect(offendersIn(
      'export interface PumpProps { readonly bucketName: string; readonly webACLId: string; readonly colourName: string; readonly title: string; }',
      constructsNotNames(cdk))).toEqual(['PumpProps.bucketName', 'PumpProps.webACLId']);
  });
});

describe('no L1', () => {
  test('one is found in props, in lists too', () => {
    expect(offendersAfter((copy) => {
      copy.property('HttpOptions', 'vpcEndpoints').type = { collection: { kind: 'array' as never, elementtype: { fqn: 'aws-cdk-lib.aws_ec2.CfnVPCEndpoint' } } };
    }, noGeneratedTypes)).toEqual(['HttpOptions.vpcEndpoints']);
  });

  test('what belongs to one is found in parameters', () => {
    expect(offendersAfter((copy) => {
      copy.method('WebAcl', 'limits').parameters![0].type = { fqn: 'aws-cdk-lib.aws_wafv2.CfnWebACL.RuleProperty' };
    }, noGeneratedTypes)).toEqual(['WebAcl.limits(limits)']);
  });
});

describe('grants and metrics', () => {
  test('a grant that returns nothing is found', () => {
    expect(offendersAfter((copy) => {
      copy.method('DeliveryStream', 'grantPutRecords').returns = undefined;
    }, grantsAndMetrics)).toEqual(['DeliveryStream.grantPutRecords']);
  });

  test('a grant to a role alone is found', () => {
    expect(offendersAfter((copy) => {
      copy.method('TrackApi', 'grantTrack').parameters![0].type = { fqn: 'aws-cdk-lib.aws_iam.IRole' };
    }, grantsAndMetrics)).toEqual(['TrackApi.grantTrack']);
  });

  test('a metric of another type, and one without options, is found', () => {
    expect(offendersAfter((copy) => {
      copy.method('TrackApi', 'metricRequests').returns = { type: { fqn: 'aws-cdk-lib.aws_cloudwatch.IMetric' } };
      copy.method('TrackApi', 'metricRejected').parameters = undefined;
      copy.method('TrackApi', 'metric').parameters![1].optional = undefined;
    }, grantsAndMetrics)).toEqual(['TrackApi.metric', 'TrackApi.metricRejected', 'TrackApi.metricRequests']);
  });
});

test('listed exports: a new one and one that is gone are found', () => {
  expect(offendersAfter(({ assembly }) => {
    assembly.types!['cdk-serverless-data-pipeline.Pump'] = { ...assembly.types!['cdk-serverless-data-pipeline.WebAcl'], name: 'Pump' };
    delete assembly.types!['cdk-serverless-data-pipeline.AccessLog'];
  }, listedExports(EXPORTED_NAMES))).toEqual(['Pump', 'AccessLog']);
});

describe('stability', () => {
  test('an element of another stability than the library is found', () => {
    expect(offendersIn(`
      /** @experimental */
      export interface PumpProps { readonly size: string; /** @stable */ readonly name: string; }`, oneStability)).toEqual(['PumpProps', 'PumpProps.size']);
  });

  test('a deprecation that says nothing is found, and one that does is not', () => {
    expect(offendersAfter((copy) => {
      copy.property('QueryOptions', 'scanLimit').docs = { stability: 'deprecated' as never };
      copy.property('QueryOptions', 'resultExpiry').docs = { stability: 'deprecated' as never, deprecated: 'use a rule of the bucket' };
    }, oneStability)).toEqual(['QueryOptions.scanLimit']);
  });

  test('a type that the CDK deprecates is found', () => {
    expect(offendersAfter((copy) => {
      copy.property('QueryOptions', 'scanLimit').type = { fqn: 'aws-cdk-lib.aws_elasticsearch.IDomain' };
      copy.property('QueryOptions', 'resultExpiry').type = { primitive: PrimitiveType.String };
    }, stableCdk(cdk))).toEqual(['QueryOptions.scanLimit']);
  });
});
