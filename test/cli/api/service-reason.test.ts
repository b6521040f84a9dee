import * as fc from 'fast-check';
import { serviceReason } from '../../../cli/api/service-reason';

test.each([
  ['400', '{"__type":"com.amazonaws.firehose#ValidationException","message":"too large"}', 'ValidationException: too large'],
  ['500', '{"__type":"InternalFailure"}', 'InternalFailure'],
  ['200', '{"RequestResponses":[{"RecordId":"1"},{"ErrorCode":"A"},{"ErrorCode":"A"}]}', '2 of 3 records: A'],
  ['400', 'no JSON', 'the service answered 400'],
  ['204', '', 'the service answered 204'],
])('status %s with %s is %s', (status, body, reason) => {
  expect(serviceReason(status, body)).toBe(reason);
});

test('any answer gives a reason', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map(json => `{"RequestResponses":${json}}`)), body => {
    expect(serviceReason('400', body)).not.toBe('');
  }));
});
