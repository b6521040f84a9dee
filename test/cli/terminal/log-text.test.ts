import { detailText, logText } from '../../../cli/terminal/log-text';

test('a metric in the embedded format is shown by its values alone', () => {
  const line = JSON.stringify({
    _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [['FunctionName']], Metrics: [{ Name: 'FailedRecords' }] }] },
    FunctionName: 'processor',
    FailedRecords: 2,
    code: 'TransformFailed',
    message: 'the transform failed: Error at transform.mjs:5:25',
    sha256: ['ab'],
  });
  expect(logText(line)).toBe('FailedRecords: 2, code: TransformFailed, message: the transform failed: Error at transform.mjs:5:25');
});

test.each(['plain text', '{"a":1}', '{"_aws":', '{"_aws":{}}', '["_aws"]'])('%s is shown as it is', (line) => {
  expect(logText(line)).toBe(line);
});

test('the details of a metric are what it says beside its value', () => {
  const line = JSON.stringify({
    _aws: { CloudWatchMetrics: [{ Dimensions: [['FunctionName']], Metrics: [{ Name: 'FailedRecords' }] }, null, { Dimensions: 5, Metrics: 'FailedRecords' }] },
    FunctionName: 'processor',
    FailedRecords: 2,
    code: 'NotJson',
  });
  expect(detailText(line)).toBe('code: NotJson');
  expect(detailText('plain text')).toBe('plain text');
});
