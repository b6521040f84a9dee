/** What the handler and the construct must spell alike. Constants only: the handler is bundled with this file. */

/** The path of the user's module inside the asset; without it every event is kept as it is. */
export const TRANSFORM_MODULE = 'TRANSFORM_MODULE';

/** The name that the user's module exports. */
export const TRANSFORM_EXPORT = 'transform';

/** The metrics that the handler writes to its log in the embedded metric format, so that they need no permission. */
export const METRIC_NAMESPACE = 'ServerlessDataPipeline';
export const METRIC_DIMENSION = 'FunctionName';
export const FAILED_RECORDS = 'FailedRecords';
export const DROPPED_RECORDS = 'DroppedRecords';

/** The fields that every line has. */
export const EVENT_ID = 'event_id';
export const RECEIVED_AT = 'received_at';

/** Why a record is ProcessingFailed, each with its fixed text: a log line never holds text of an event. */
export const FAILURES = {
  NotBase64: 'the data is not base64',
  NotUtf8: 'the record is not UTF-8 text',
  NotJson: 'not one JSON value',
  NotAnObject: 'not a JSON object',
  NoArrivalTime: 'the record has no approximateArrivalTimestamp',
  TransformFailed: 'the transform failed',
  NotAnEvent: 'the transform must return an event, a list of events or nothing',
  NotSerializable: 'what the transform returned cannot be written as JSON',
  HiddenContent: 'what the transform returned contains a value that JSON writes without its content',
  AnswerTooLarge: 'the answer for the batch would pass Lambda\'s 6 MB: use a smaller buffer, or smaller events',
  Unexpected: 'the record could not be processed',
} as const;

export type FailureCode = keyof typeof FAILURES;
