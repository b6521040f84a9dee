import { firehoseCoverage } from '../../../cli/firehose/coverage';
import { lambdaCoverage } from '../../../cli/lambda/coverage';

test.each(Object.entries({ ...firehoseCoverage, ...lambdaCoverage }))('%s lists no property as run and inert at once', (_type, { run, inert }) => {
  expect(run.filter((property) => inert.includes(property))).toEqual([]);
});

test.each(['KinesisStreamSourceConfiguration', 'IcebergDestinationConfiguration', 'RedshiftDestinationConfiguration'])('%s is not covered', (property) => {
  const { run, inert } = firehoseCoverage['AWS::KinesisFirehose::DeliveryStream'];
  expect([...run, ...inert]).not.toContain(property);
});

test('layers and file systems of functions are not covered', () => {
  const { run, inert } = lambdaCoverage['AWS::Lambda::Function'];
  expect([...run, ...inert]).not.toEqual(expect.arrayContaining(['Layers']));
  expect([...run, ...inert]).not.toEqual(expect.arrayContaining(['FileSystemConfigs']));
});
