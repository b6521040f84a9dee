import * as fc from 'fast-check';

/** What Firehose answers, or what stands in front of it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One record of an answer to PutRecordBatch; null and other kinds are what Firehose does not say. */
export interface RecordAnswer {
  readonly RecordId?: string | null;
  readonly ErrorCode?: string | null;
  readonly ErrorMessage?: string;
}

/** An answer to PutRecordBatch whose parts are known. */
export interface BatchAnswer extends Answer {
  readonly records: readonly (RecordAnswer | null)[];
  /** Whether FailedPutCount says that none failed. */
  readonly saysNoneFailed: boolean;
}

/** Types of a 4xx that only the client can mend. */
const FAULTS_OF_THE_CLIENT = ['InvalidArgumentException', 'ValidationException'];
/** Types that pass if the client waits. */
const BUSY = ['ThrottlingException', 'Throttling', 'LimitExceededException', 'RequestLimitExceeded'];
/**
 * All others are the owner's to mend: those of the actions, those that all services share, and what comes near to the ones above.
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/CommonErrors.html
 */
const FAULTS_OF_OURS = [
  'InvalidKMSResourceException', 'InvalidSourceException', 'ResourceNotFoundException', 'ResourceInUseException', 'ConcurrentModificationException',
  'InvalidStreamTypeException', 'AccessDeniedException', 'NotAuthorized', 'OptInRequired', 'ExpiredTokenException', 'RequestExpired',
  'IncompleteSignature', 'InvalidSignatureException', 'MissingAuthenticationTokenException', 'UnrecognizedClientException', 'InvalidClientTokenId',
  'MalformedQueryString', 'MalformedHttpRequestException', 'MissingParameter', 'InvalidParameterValue', 'RequestAbortedException',
  'RequestTimeoutException', 'RequestEntityTooLargeException', 'SerializationException', 'UnknownOperationException', 'ServiceUnavailableException',
  'InternalFailure', 'ValidationError', 'InvalidArgument', 'invalidargumentexception', 'InvalidArgumentExceptions', 'InvalidArgumentException ',
  'OtherInvalidArgumentException', 'CrossValidationException', '',
];

/** What the client is told by the type of a refusal. */
export const REFUSALS: readonly (readonly [type: string, status: 400 | 500 | 503])[] = [
  ...FAULTS_OF_THE_CLIENT.map((type) => [type, 400] as const),
  ...BUSY.map((type) => [type, 503] as const),
  ...FAULTS_OF_OURS.map((type) => [type, 500] as const),
];

/** The codes that a single record may have, and what a later version may bring. */
const RECORD_CODES = ['ServiceUnavailableException', 'InternalFailure', 'ThrottlingException', 'KMSAccessDeniedException'];
const STRANGE_CODES = ['a "quoted" one', 'it\'s late', '\'', '"', 'C:\\', 'two\nlines', 'a/b', '$foo', '#set($accepted = 9)', 'null', '0', '\u20ac', '\u2028'];
const NAMESPACES = ['', 'com.amazonaws.firehose.v20150804#', 'com.amazon.coral.validate#', '#'];

/** A 4xx, or another status that nobody expects, of each type. */
export function refusals(): fc.Arbitrary<Answer & { readonly expected: 400 | 500 | 503 }> {
  const named = fc.tuple(fc.constantFrom(...NAMESPACES), fc.constantFrom(...REFUSALS))
    .map(([namespace, [type, expected]]) => ({ __type: namespace + type, expected }));
  const nameless = fc.constant({ __type: undefined, expected: 500 as const });
  return fc.record({
    type: fc.oneof({ weight: 9, arbitrary: named }, { weight: 1, arbitrary: nameless }),
    status: fc.constantFrom(400, 401, 403, 404, 413, 429, 302, 204),
    text: message(),
    others: unknownFields(),
  }).map(({ type: { __type, expected }, status, text, others }) => ({
    status, expected, body: JSON.stringify({ ...others, __type, message: text, Message: text }),
  }));
}

/** A 200 of PutRecordBatch. @param nulls whether a value may be null, which Firehose does not say */
export function batchAnswers(nulls = true): fc.Arbitrary<BatchAnswer> {
  const taken: fc.Arbitrary<RecordAnswer> = fc.record({ RecordId: recordId() });
  const failed: fc.Arbitrary<RecordAnswer> = fc.record({ ErrorCode: code(), ErrorMessage: message() });
  const nothing = fc.constantFrom(...nulls ? [null, undefined, ''] : [undefined, '']);
  const odd = fc.record({ RecordId: fc.oneof(nothing, recordId()), ErrorCode: fc.oneof(nothing, code()), ErrorMessage: message() });
  const any: fc.Arbitrary<RecordAnswer | null> = fc.oneof(
    { weight: 4, arbitrary: taken },
    { weight: 4, arbitrary: failed },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: fc.constant(nulls ? null : {}) },
  );
  const lists = [taken, failed, fc.oneof(taken, failed), any].map((record) => fc.array<RecordAnswer | null>(record, { maxLength: 30 }));
  return fc.record({
    records: fc.oneof(...lists),
    others: unknownFields(),
    wrongCount: fc.option(fc.constantFrom<unknown>(0, 1, 500, -1, '0', '', undefined, nulls ? null : undefined, true), { nil: 'right', freq: 2 }),
  }).map(({ records, others, wrongCount }) => batchAnswer(records, wrongCount, others));
}

/** @param wrongCount a FailedPutCount that need not agree with the records; `right` counts them */
export function batchAnswer(records: readonly (RecordAnswer | null)[], wrongCount: unknown = 'right', others: object = {}): BatchAnswer {
  const failed = records.filter((record) => record?.ErrorCode !== undefined).length;
  const FailedPutCount = wrongCount === 'right' ? failed : wrongCount;
  return {
    status: 200,
    records,
    saysNoneFailed: FailedPutCount === 0 || FailedPutCount === '0',
    body: JSON.stringify({ ...others, FailedPutCount, RequestResponses: records.map((record) => record && { ...others, ...record }) }),
  };
}

/** Answers that are no answer. */
export const BODIES_THAT_SAY_NOTHING: Readonly<Record<string, string>> = {
  'nothing': '',
  'an empty object': '{}',
  'no list of records': '{"FailedPutCount":0}',
  'an empty list of records': '{"FailedPutCount":0,"RequestResponses":[]}',
  'a text in place of the list': '{"FailedPutCount":0,"RequestResponses":"none"}',
  'an object in place of the list': '{"FailedPutCount":0,"RequestResponses":{}}',
  'a null in place of the list': '{"FailedPutCount":0,"RequestResponses":null}',
  'the answer of Kinesis': '{"FailedRecordCount":0,"Records":[{"SequenceNumber":"1","ShardId":"s"}]}',
  'the answer to a single record': '{"RecordId":"r-1","Encrypted":false}',
  'a list': '[]',
  'a text': '"fine"',
  'a number': '1',
  'HTML': '<html><body><h1>200 OK</h1></body></html>',
  'null': 'null',
  'half of an answer': '{"FailedPutCount":0,"RequestResponses":[{"RecordId":"r-1"},',
};

function recordId(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
}

function code(): fc.Arbitrary<string> {
  const anyCode = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  return fc.oneof(fc.constantFrom(...RECORD_CODES), fc.constantFrom(...STRANGE_CODES), anyCode);
}

function message(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom('Slow down.', 'it\'s "late"\n', '{"accepted":1}', '$foo #set($failed = 0)'), fc.string({ unit: 'binary' }));
}

/** Fields of a later version, none of which is a field of today. */
function unknownFields(): fc.Arbitrary<Record<string, unknown>> {
  const known = fc.constantFrom('Encrypted', 'accepted', 'failed', 'status', 'errorCode', 'recordId');
  const name = fc.oneof(known, fc.string({ maxLength: 8 }).map((text) => `x-${text}`));
  return fc.dictionary(name, fc.oneof(fc.boolean(), fc.integer(), message()), { maxKeys: 3 });
}
