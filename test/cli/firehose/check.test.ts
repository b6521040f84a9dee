import { lambdaProcessing, StreamFixture } from './stream-fixture';
import { Failure } from '../../../cli/failure';

const ERRORS = { ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/' };
const PROCESSED = { ProcessingConfiguration: lambdaProcessing() };

test.each([
  ['the default prefixes', {}],
  ['prefixes by day and type', { ...PROCESSED, Prefix: 'data/dt=!{timestamp:yyyy-MM-dd}/', ErrorOutputPrefix: 'errors/type=!{firehose:error-output-type}/' }],
  ['an error prefix that nothing here writes to', { Prefix: 'data/', ErrorOutputPrefix: '//!{firehose:error-output-type}' }],
])('a check passes %s and writes nothing', async (_name, properties) => {
  const fixture = new StreamFixture(properties);
  await fixture.service.check();
  expect(fixture.keys).toEqual([]);
});

test.each([
  ['a prefix with an empty part', { Prefix: 'a//b/' }, "it holds '//' or ends with '/'"],
  ['a prefix that begins with a slash', { Prefix: '/data/' }, "it starts with '/'"],
  ['an expression that gives such a part', { ...ERRORS, Prefix: "a/!{timestamp:'/'yyyy}/" }, "it holds '//' or ends with '/'"],
  ['an expression that leads out', { ...ERRORS, Prefix: "!{timestamp:'..'}/" }, "it holds '..' as a folder name"],
  ['a name that is too long in one month only', { ...ERRORS, Prefix: `${'x'.repeat(247)}!{timestamp:MMMM}/` }, 'is 256 bytes long'],
  ['a name that is too long on one weekday only', { ...ERRORS, Prefix: `${'x'.repeat(247)}!{timestamp:EEEE}/` }, 'is 256 bytes long'],
  ['an error prefix', { ...PROCESSED, Prefix: 'a/', ErrorOutputPrefix: 'b//!{firehose:error-output-type}/' }, "it holds '//' or ends with '/'"],
  ['a file extension', { Prefix: 'a/', FileExtension: '.a/../../b' }, "it holds '..' as a folder name"],
  ['a bucket', { BucketARN: 'arn:aws:s3:::.hidden' }, '".hidden" is not the name of a bucket'],
])('a check finds %s that no folder can hold', async (_name, properties, problem) => {
  const { service } = new StreamFixture(properties);
  const failure: Error = await service.check().then(() => new Error('passed'), (error) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.message).toContain('the delivery stream events: ');
  expect(failure.message).toContain(problem);
});
