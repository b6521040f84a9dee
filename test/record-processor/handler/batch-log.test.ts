import { logLines } from '../../../src/record-processor/handler/batch-log';

const batch = {
  records: [],
  failures: [{ code: 'NotJson', message: 'no JSON', count: 12, sha256: ['ab', 'cd'] }, { code: 'NotUtf8', message: 'no UTF-8', count: 1, sha256: ['ef'] }],
  dropped: 3,
};

describe('the log of a batch', () => {
  const lines = logLines(batch, 'processor', 1_700_000_000_000).map((line) => JSON.parse(line));

  test('has one line for each code, and one for what was skipped', () => {
    expect(lines).toMatchObject([
      { FailedRecords: 12, code: 'NotJson', message: 'no JSON', sha256: ['ab', 'cd'] },
      { FailedRecords: 1, code: 'NotUtf8', message: 'no UTF-8', sha256: ['ef'] },
      { DroppedRecords: 3 },
    ]);
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
  test('is in the embedded metric format: what the metadata names are members of the line', () => {
    for (const line of lines) {
      expect(line._aws.Timestamp).toBe(1_700_000_000_000);
      const [{ Namespace, Dimensions: [[dimension]], Metrics: [{ Name, Unit }] }] = line._aws.CloudWatchMetrics;
      expect(Namespace).toBe('ServerlessDataPipeline');
      expect(line[dimension]).toBe('processor');
      expect(typeof line[Name]).toBe('number');
      expect(Unit).toBe('Count');
    }
  });

  test('is empty if all is well', () => {
    expect(logLines({ records: [], failures: [], dropped: 0 }, 'processor', 0)).toEqual([]);
  });
});
