import { outputNames } from '../../../cli/local/output-names';

const named = (...ids: string[]) => outputNames(ids.map((logicalId) => ({ stack: 'Stack', logicalId, value: '' })));

test('the path that all outputs share and the hash are left out', () => {
  expect(named('PipelineTrackURL54AA3B1E', 'PipelineBucketNameD5632879', 'PipelineFunctionNameD30C7C34')).toEqual(['TrackURL', 'BucketName', 'FunctionName']);
});

test('two pipelines keep the names that tell them apart', () => {
  expect(named('WebTrackURL54AA3B1E', 'WebBucketNameD5632879', 'ShopTrackURLAAAAAAAA')).toEqual(['WebTrackURL', 'WebBucketName', 'ShopTrackURL']);
});

test('one output keeps its name', () => {
  expect(named('Url')).toEqual(['Url']);
});

test('names that would become equal stay long', () => {
  expect(named('Url54AA3B1E', 'UrlD5632879')).toEqual(['Url54AA3B1E', 'UrlD5632879']);
  expect(outputNames([{ stack: 'A', logicalId: 'Url', value: '' }, { stack: 'B', logicalId: 'Url', value: '' }])).toEqual(['A.Url', 'B.Url']);
});

test('two stacks of one construct tree put their names in front of the short ones', () => {
  const outputs = ['Web', 'Shop'].flatMap((stack) => ['PipelineTrackURL54AA3B1E', 'PipelineBucketNameD5632879'].map((logicalId) => ({ stack, logicalId, value: '' })));
  expect(outputNames(outputs)).toEqual(['Web.TrackURL', 'Web.BucketName', 'Shop.TrackURL', 'Shop.BucketName']);
});

test('two stacks of the same name keep all their outputs', () => {
  const output = { stack: 'Web', logicalId: 'Url', value: '' };
  expect(outputNames([output, output])).toEqual(['Web.Url', 'Web.Url-2']);
});
