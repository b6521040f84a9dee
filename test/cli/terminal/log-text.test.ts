import { logText } from '../../../cli/terminal/log-text';

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
