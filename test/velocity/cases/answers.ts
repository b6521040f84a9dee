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

/**
 * What the client is told by the type of a 4xx. Those of the actions and those that all services share.
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/CommonErrors.html
 */
export const REFUSALS: Readonly<Record<string, 400 | 500 | 503>> = {
  InvalidArgumentException: 400,
  ValidationException: 400,
  ThrottlingException: 503,
  Throttling: 503,
  LimitExceededException: 503,
  RequestLimitExceeded: 503,
  InvalidKMSResourceException: 500,
  InvalidSourceException: 500,
  ResourceNotFoundException: 500,
  ResourceInUseException: 500,
  ConcurrentModificationException: 500,
  InvalidStreamTypeException: 500,
  AccessDeniedException: 500,
  NotAuthorized: 500,
  OptInRequired: 500,
  ExpiredTokenException: 500,
  RequestExpired: 500,
  IncompleteSignature: 500,
  InvalidSignatureException: 500,
  MissingAuthenticationTokenException: 500,
  UnrecognizedClientException: 500,
  InvalidClientTokenId: 500,
  MalformedQueryString: 500,
  MalformedHttpRequestException: 500,
  MissingParameter: 500,
  InvalidParameterValue: 500,
  RequestAbortedException: 500,
  RequestTimeoutException: 500,
  RequestEntityTooLargeException: 500,
  SerializationException: 500,
  UnknownOperationException: 500,
  ServiceUnavailableException: 500,
  InternalFailure: 500,
  ValidationError: 500,
  InvalidArgument: 500,
  invalidargumentexception: 500,
  InvalidArgumentExceptions: 500,
  'InvalidArgumentException ': 500,
  '': 500,
};

/** The codes that a single record may have, and any that a later version may bring. */
const RECORD_CODES = ['ServiceUnavailableException', 'InternalFailure', 'ThrottlingException', 'KMSAccessDeniedException'];
const NAMESPACES = ['', 'com.amazonaws.firehose.v20150804#', 'com.amazon.coral.validate#', '#'];

/** A 4xx, or another status that nobody expects, of each type. */
export function refusals(): fc.Arbitrary<Answer & { readonly expected: 400 | 500 | 503 }> {
  const type = fc.oneof(
    fc.tuple(fc.constantFrom(...NAMESPACES), fc.constantFrom(...Object.entries(REFUSALS))).map(([namespace, [name, expected]]) => ({ __type: namespace + name, expected })),
    fc.constant({ __type: undefined, expected: 500 as const }),
  );
  return fc.record({ type, status: fc.constantFrom(400, 401, 403, 404, 413, 429, 302, 204), message: message(), others: unknownFields() })
    .map(({ type: { __type, expected }, status, message: text, others }) => ({ status, expected, body: JSON.stringify({ ...others, __type, message: text, Message: text }) }));
}

/** A 200 of PutRecordBatch. @param nulls whether a value may be null, which Firehose does not say */
export function batchAnswers(nulls = true): fc.Arbitrary<BatchAnswer> {
  const nothing = nulls ? [null, undefined, ''] : [undefined, ''];
  const taken = fc.record({ RecordId: recordId() });
  const failed = fc.record({ ErrorCode: code(), ErrorMessage: message() });
  const odd = fc.record({
    RecordId: fc.oneof(fc.constantFrom(...nothing), recordId()), ErrorCode: fc.oneof(fc.constantFrom(...nothing), code()), ErrorMessage: message(),
  });
  const anyRecord = fc.oneof({ weight: 4, arbitrary: taken }, { weight: 4, arbitrary: failed }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: fc.constant(nulls ? null : {}) });
  const records = fc.oneof(
    fc.array(taken, { maxLength: 30 }), fc.array(failed, { maxLength: 30 }), fc.array(fc.oneof(taken, failed), { maxLength: 30 }), fc.array(anyRecord, { maxLength: 30 }),
  );
  return fc.record({ records, others: unknownFields(), count: fc.constantFrom<any>('right', 'right', 'right', 0, 1, 500, -1, '0', '', undefined, nulls ? null : undefined, true) })
    .map(({ records: all, others, count }) => {
      const FailedPutCount = count === 'right' ? all.filter((record: any) => record?.ErrorCode !== undefined).length : count;
      return {
        status: 200,
        records: all,
        saysNoneFailed: FailedPutCount === 0 || FailedPutCount === '0',
        body: JSON.stringify({ ...others, FailedPutCount, RequestResponses: all.map((record) => record && { ...others, ...record }) }),
      };
    });
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
  // Whatever it holds, but for an apostrophe: see the known defects.
  return fc.oneof(fc.constantFrom(...RECORD_CODES), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.replaceAll("'", '-')));
}

function message(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom('Slow down.', 'it\'s "late"\n', '{"accepted":1}', '$foo #set($failed = 0)'), fc.string({ unit: 'binary' }));
}

/** Fields of a later version, none of which is a field of today. */
function unknownFields(): fc.Arbitrary<Record<string, unknown>> {
  const name = fc.oneof(fc.constantFrom('Encrypted', 'accepted', 'failed', 'status', 'errorCode', 'recordId'), fc.string({ maxLength: 8 }).map((text) => `x-${text}`));
  return fc.dictionary(name, fc.oneof(fc.boolean(), fc.integer(), message()), { maxKeys: 3 });
}
