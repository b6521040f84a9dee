import { readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, Duration, Size } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { AccessLog, BatchMode, DeliveryStream, RecordProcessor, ServerlessDataPipeline, TrackApi, TrackAuthorization, Transform } from '../src';
import type { DeliveryStreamProps, RecordProcessorProps, ServerlessDataPipelineProps } from '../src';
import { temporaryFolder } from './support/assembly';
import { newStack } from './support/stacks';
import type { WarningName } from '../src/private/warnings';
import { warningId, WARNINGS } from '../src/private/warnings';

const ENVIRONMENT = { account: '111111111111', region: 'eu-west-1' };
const OTHER_KEY = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const BROUGHT = ['broughtBucket'] as const;

interface Case {
  readonly build: (stack: Stack) => void;
  /** What is warned of besides. */
  readonly also?: readonly WarningName[];
}

const edge = (props: ServerlessDataPipelineProps) => (stack: Stack) => {
  const deliveryStream = new firehose.CfnDeliveryStream(stack, 'Stream', { deliveryStreamType: 'DirectPut' });
  new TrackApi(stack, 'Track', { deliveryStream, authorization: TrackAuthorization.none(), ...props });
};
const imported = (deliveryStreamKey?: (stack: Stack) => kms.IKey) => (stack: Stack) => {
  const deliveryStream = firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'events');
  new TrackApi(stack, 'Track', { deliveryStream, deliveryStreamKey: deliveryStreamKey?.(stack), authorization: TrackAuthorization.none() });
};
type Encryption = firehose.CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty;
const logging = (encryption: (stack: Stack) => Encryption) => (stack: Stack) => {
  const logStream = new firehose.CfnDeliveryStream(stack, 'LogStream', {
    deliveryStreamName: 'amazon-apigateway-logs', deliveryStreamType: 'DirectPut', deliveryStreamEncryptionConfigurationInput: encryption(stack),
  });
  edge({ http: { accessLog: AccessLog.toFirehose(logStream) } })(stack);
};
const delivery = (props: (stack: Stack) => DeliveryStreamProps) => (stack: Stack) => {
  new DeliveryStream(stack, 'Stream', props(stack));
};
const processing = (props: (stack: Stack) => RecordProcessorProps) => (stack: Stack) => {
  new RecordProcessor(stack, 'Processor', props(stack));
};
const results = (attributes: Partial<s3.BucketAttributes>) => (stack: Stack) => {
  const resultsBucket = s3.Bucket.fromBucketAttributes(stack, 'Results', { bucketName: 'results', ...attributes });
  new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.none(), queries: { resultsBucket } });
};
const bucketOf = (attributes: Partial<s3.BucketAttributes>) => (stack: Stack) => ({
  bucket: s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', encryptionKey: new kms.Key(stack, 'Key'), ...attributes }),
});
const functionOf = (stack: Stack, reservedConcurrentExecutions?: number) => new lambda.Function(stack, 'Mine', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {}'),
  reservedConcurrentExecutions,
});

function apiWithReplies(stack: Stack): apigateway.RestApi {
  const api = new apigateway.RestApi(stack, 'Theirs', { cloudWatchRole: false });
  api.addGatewayResponse('Mine', { type: apigateway.ResponseType.THROTTLED });
  return api;
}

function transformWithImport(): Transform {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, "import './other.mjs';\nexport const transform = (event) => event;\n");
  return Transform.node(file);
}

/** One way to each warning. The type makes a new warning fail to compile until it has one. */
const CASES: Record<WarningName, Case> = {
  accessLogKey: { build: logging((stack) => ({ keyType: 'CUSTOMER_MANAGED_CMK', keyArn: new kms.Key(stack, 'Key').keyArn })) },
  closedApiUrl: {
    build: (stack) => edge({ http: { api: new apigateway.RestApi(stack, 'Theirs', { cloudWatchRole: false, disableExecuteApiEndpoint: true }) } })(stack),
  },
  closedByThrottle: { build: edge({ throttle: { rateLimit: 0 } }) },
  keptGatewayResponses: { build: (stack) => edge({ http: { api: apiWithReplies(stack) } })(stack) },
  openAccess: { build: edge({ authorization: undefined }) },
  throttleAboveAccount: { build: edge({ throttle: { burstLimit: 5_001 } }) },
  throttleAboveQuota: { build: edge({ throttle: { rateLimit: 501 } }) },
  unknownStreamKey: { build: imported() },

  appendedDelimiter: { build: delivery(() => ({ processor: new firehose.AppendDelimiterToRecordProcessor() })) },
  broughtBucket: { build: delivery((stack) => ({ bucket: new s3.Bucket(stack, 'Mine') })) },
  bucketOfAnotherAccount: { build: delivery(bucketOf({ account: '222222222222' })), also: BROUGHT },
  bucketOfAnotherRegion: { build: delivery(bucketOf({ region: 'us-east-1' })), also: BROUGHT },
  hiddenPrefix: { build: delivery(() => ({ dataPrefix: 'raw/_events/' })) },
  keyOfAnotherAccount: {
    build: delivery((stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', OTHER_KEY),
    })),
  },
  processorWaitsLonger: {
    build: delivery((stack) => ({ processor: new RecordProcessor(stack, 'Processor'), bufferingInterval: Duration.seconds(0) })),
  },
  publicBucket: { build: delivery((stack) => ({ bucket: new s3.Bucket(stack, 'Site', { websiteIndexDocument: 'index.html' }) })), also: BROUGHT },
  snappyCompression: { build: delivery(() => ({ compression: firehose.Compression.SNAPPY })) },
  unknownBucketKey: { build: delivery(bucketOf({ encryptionKey: undefined })), also: BROUGHT },

  largeProcessorBuffer: { build: processing(() => ({ bufferSize: Size.mebibytes(3) })) },
  lowConcurrency: { build: processing((stack) => ({ transform: Transform.fromFunction(functionOf(stack, 4)) })) },
  packedRecords: { build: processing((stack) => ({ transform: Transform.fromFunction(functionOf(stack)), batchMode: BatchMode.PACKED })) },
  transformImports: { build: processing(() => ({ transform: transformWithImport() })) },

  resultsBucketOfAnotherAccount: { build: results({ account: '222222222222' }), also: ['unknownResultsKey'] },
  unknownResultsKey: { build: results({}) },
};

/** The ids of all warnings of a stack, once each. */
function warningsOf(stack: Stack): string[] {
  const messages = Found.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  return [...new Set(messages.map((message) => /\[ack: (.+)\]$/.exec(message)?.[1] ?? message))].sort();
}

describe.each(Object.entries(CASES) as [WarningName, Case][])('%s', (name, { build, also = [] }) => {
  const others = also.map(warningId).sort();

  test('is given, and nothing else is warned of', () => {
    const stack = newStack({ env: ENVIRONMENT });
    build(stack);
    expect(warningsOf(stack)).toEqual([...others, warningId(name)].sort());
  });

  test.each(['before', 'after'])('is silent once it is acknowledged %s', (when) => {
    const stack = newStack({ env: ENVIRONMENT });
    const acknowledge = () => Annotations.of(stack).acknowledgeWarning(warningId(name), 'meant so');
    if (when === 'before') {
      acknowledge();
    }
    build(stack);
    if (when === 'after') {
      acknowledge();
    }
    expect(warningsOf(stack)).toEqual(others);
  });
});

describe('more ways to a warning', () => {
  const warned = (build: (stack: Stack) => void): string[] => {
    const stack = newStack({ env: ENVIRONMENT });
    build(stack);
    return warningsOf(stack).map((id) => id.split(':')[1]);
  };

  test.each<[string, (stack: Stack) => void, WarningName[]]>([
    ['a burst of 0', edge({ throttle: { burstLimit: 0 } }), ['closedByThrottle']],
    ['a rate above the account', edge({ throttle: { rateLimit: 10_001 } }), ['throttleAboveAccount', 'throttleAboveQuota']],
    ['a rate without a burst', edge({ throttle: { rateLimit: 10 } }), []],
    ['the highest rate that any stream takes', edge({ throttle: { rateLimit: 500, burstLimit: 5_000 } }), []],
    ['a public ACL', delivery((stack) => ({
      bucket: new s3.Bucket(stack, 'Open', { accessControl: s3.BucketAccessControl.PUBLIC_READ, objectOwnership: s3.ObjectOwnership.OBJECT_WRITER }),
    })), ['broughtBucket', 'publicBucket']],
    ['public read access', delivery((stack) => ({
      bucket: new s3.Bucket(stack, 'Open', { publicReadAccess: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ACLS_ONLY }),
    })), ['broughtBucket', 'publicBucket']],
    ['a bucket that takes TLS only', delivery((stack) => ({ bucket: new s3.Bucket(stack, 'Mine', { enforceSSL: true }) })), ['broughtBucket']],
    ['a low concurrency behind a processor of the CDK', delivery((stack) => ({
      processor: new firehose.LambdaFunctionProcessor(functionOf(stack, 0)),
    })), ['lowConcurrency']],
    ['enough concurrency', delivery((stack) => ({ processor: new firehose.LambdaFunctionProcessor(functionOf(stack, 5)) })), []],
    ['a low concurrency, said once', delivery((stack) => ({
      processor: new RecordProcessor(stack, 'Processor', { transform: Transform.fromFunction(functionOf(stack, 1)) }),
    })), ['lowConcurrency']],
    ['the processor\'s interval of Firehose itself', delivery((stack) => ({
      processor: new firehose.LambdaFunctionProcessor(functionOf(stack)), bufferingInterval: Duration.seconds(30),
    })), ['processorWaitsLonger']],
    ['a processor that waits as long as the stream', delivery((stack) => ({
      processor: new RecordProcessor(stack, 'Processor', { bufferInterval: Duration.seconds(30) }), bufferingInterval: Duration.seconds(30),
    })), []],
    ['records of one event for a function that is brought', processing((stack) => ({
      transform: Transform.fromFunction(functionOf(stack)), batchMode: BatchMode.PER_EVENT,
    })), []],
    ['packed records for the handler of this library', processing(() => ({ batchMode: BatchMode.PACKED })), []],
    ['an imported stream whose key is given', imported((stack) => new kms.Key(stack, 'Key')), []],
    ['an imported stream with a key of another account', imported((stack) => kms.Key.fromKeyArn(stack, 'Key', OTHER_KEY)), ['keyOfAnotherAccount']],
    ['an access log in a stream with a key that AWS owns', logging(() => ({ keyType: 'AWS_OWNED_CMK' })), []],
    ['an access log in a stream with an alias', logging(() => ({ keyType: 'CUSTOMER_MANAGED_CMK', keyArn: 'arn:aws:kms:eu-west-1:111111111111:alias/logs' })), ['accessLogKey']],
    ['a segment that begins with a dot', delivery(() => ({ dataPrefix: '.hidden/' })), ['hiddenPrefix']],
    ['an underscore inside a segment', delivery(() => ({ dataPrefix: 'raw_data/' })), []],
  ])('%s', (_name, build, names) => {
    expect(warned(build)).toEqual(names);
  });
});

describe('the list of warnings', () => {
  const page = readFileSync(path.join(__dirname, '../docs/guard-rails.md'), 'utf8');

  test('is the one of the page, in both directions', () => {
    const documented = [...page.matchAll(/^\| `cdk-serverless-data-pipeline:([A-Za-z]+)` \|/gm)].map(([, name]) => name);
    expect(documented.sort()).toEqual([...WARNINGS].sort());
  });

  test('is the one of the source: each is given somewhere, and none goes round the list', () => {
    const folder = path.join(__dirname, '../src');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && file !== 'private/warnings.ts')
      .map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
    const given = [...sources.matchAll(/\bwarn\(\w+, '([A-Za-z]+)'/g)].map(([, name]) => name);
    expect([...new Set(given)].sort()).toEqual([...WARNINGS].sort());
    expect(sources).not.toMatch(/addWarning|Annotations/);
  });

  test('names the source of each in the documentation of AWS or of this library', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `cdk-serverless-data-pipeline:'));
    expect(rows.filter((row) => !row.includes('](https://docs.aws.amazon.com/') && !row.includes('](../README.md#'))).toEqual([]);
  });
});
