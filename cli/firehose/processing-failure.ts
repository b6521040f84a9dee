import { InvocationError } from '../invocation-error';

/** Why a record could not be processed, in the service's own code and text. */
export interface ProcessingFailure {
  readonly code: string;
  readonly message: string;
}

// Texts: the developer guide's list of Lambda invocation errors, and error objects of real streams where the two differ.
export const PROCESSING_FAILED_STATUS: ProcessingFailure = {
  code: 'Lambda.ProcessingFailedStatus',
  message: 'ProcessingFailed status set for record',
};
export const MISSING_RECORD_ID: ProcessingFailure = {
  code: 'Lambda.MissingRecordId',
  message: 'One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.',
};
export const DUPLICATED_RECORD_ID: ProcessingFailure = {
  code: 'Lambda.DuplicatedRecordId',
  message: 'Multiple records were returned with the same record ID. Ensure that the Lambda function returns unique record IDs for each record.',
};
export const NOT_JSON: ProcessingFailure = {
  code: 'Lambda.JsonProcessingException',
  message: 'There was an error parsing returned records from the Lambda function. Ensure that the returned records follow the status model required by Firehose.',
};
export const INVALID_FORMAT: ProcessingFailure = {
  code: 'Lambda.FunctionError',
  message: 'Check your function and make sure the output is in required format. In addition to that, make sure the processed records contain valid result status of Dropped, Ok, or ProcessingFailed',
};
const FUNCTION_ERROR: ProcessingFailure = {
  code: 'Lambda.FunctionError',
  message: 'The Lambda function was successfully invoked but it returned an error result.',
};
const TIMED_OUT: ProcessingFailure = {
  code: 'Lambda.FunctionTimedOut',
  message: 'The Lambda function invocation timed out. Increase the Timeout setting in the Lambda function.',
};
const LIMIT_EXCEEDED: ProcessingFailure = {
  code: 'Lambda.InvokeLimitExceeded',
  message: 'The Lambda concurrent execution limit is exceeded. Increase the concurrent execution limit.',
};
const NOT_FOUND: ProcessingFailure = {
  code: 'Lambda.ResourceNotFound',
  message: 'The specified Lambda function does not exist. Use a different function that does exist.',
};

export function failureOf(error: InvocationError): ProcessingFailure {
  switch (error.failure) {
    case 'timeout': return TIMED_OUT;
    case 'throttled': return LIMIT_EXCEEDED;
    case 'function not found': return NOT_FOUND;
    default: return FUNCTION_ERROR;
  }
}
