import { jsonText } from './json-text-template';

/**
 * What the client is told. A 2xx is said only when Firehose acknowledged every event.
 *
 * Every line keeps to the part of the Velocity language that Apache Velocity and its ports to JavaScript and Python read alike: conditions compare
 * explicitly, strings with a `#` are in single quotes, and a value that may be missing is put into double quotes, where it is empty.
 */

/** Seconds after which a client may try again. */
export const RETRY_AFTER = '1';

const TRY_LATER = `#set($context.responseOverride.header['Retry-After'] = '${RETRY_AFTER}')`;
/** Firehose throttles, or it is down. */
export const STREAM_BUSY = '{"message":"the stream is busy or down: send the same again after Retry-After seconds"}';

export const SINGLE_ACCEPTED = '{"accepted":1}';

/** Firehose counts one record, whatever its lines are. */
export const PACKED_ACCEPTED = '{"accepted":"all"}';

/**
 * Firehose answers a batch with 200 even if it took only some of it: the count of failures and the code of each record decide.
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 */
export const BATCH_ACCEPTED = [
  '#set($results = $input.path(\'$.RequestResponses\'))',
  '#set($failedPutCount = "$!input.path(\'$.FailedPutCount\')")',
  '#set($accepted = 0)',
  '#set($failed = 0)',
  '#foreach($result in $results)',
  '#set($code = "$!result.ErrorCode")',
  '#set($recordId = "$!result.RecordId")',
  '#if($code == "" && $recordId != "")#set($accepted = $accepted + 1)#else#set($failed = $failed + 1)#end',
  '#end',
  '#if($failed == 0 && $accepted > 0 && $failedPutCount == "0")',
  '{"accepted":$accepted}',
  '#elseif($failed > 0)',
  '#set($context.responseOverride.status = 503)',
  TRY_LATER,
  '#set($comma = "")',
  '{"accepted":$accepted,"failed":[',
  '#foreach($result in $results)',
  '#set($code = "$!result.ErrorCode")',
  '#set($recordId = "$!result.RecordId")',
  '#if($code == "" && $recordId == "")#set($code = "Unknown")#end',
  '#if($code != "")',
  '#set($index = "$foreach.index")',
  '#set($value = $code)',
  ...jsonText(),
  '${comma}{"index":$index,"code":"$text"}#set($comma = ",")',
  '#end',
  '#end',
  ']}',
  '#else',
  '#set($context.responseOverride.status = 500)',
  '{"message":"the stream gave an answer that says nothing about the events: they may or may not be kept; send them again, each with the same event_id"}',
  '#end',
].join('\n');

/**
 * Every answer but 200 and 5xx. Only a refusal of the record itself is the client's fault; it is the service's if it throttles, and ours otherwise.
 * A record over 1,000 KiB breaks a constraint of the API's model, which is a ValidationException; a batch over 4 MiB is an
 * InvalidArgumentException. Both may carry a `namespace#` in front: a name is compared whole, so that it is not found in one that only ends so.
 * The ports have no `indexOf` or `endsWith` as Java has them, but all of them cut a string. Its last character keeps Java from dropping empty pieces.
 * The integration response behind it says 500, so that whatever is not recognised stays one.
 */
export const streamRefused = (batchSize: string) => [
  '#set($type = "$!input.path(\'$.__type\')")',
  '#set($type = "${type}.")',
  "#set($parts = $type.split('#'))",
  '#set($last = $parts.size() - 1)',
  '#set($name = $parts.get($last))',
  `#if(${contains('Throttling')} || ${contains('LimitExceeded')})`,
  '#set($context.responseOverride.status = 503)',
  TRY_LATER,
  STREAM_BUSY,
  '#elseif($name == \'InvalidArgumentException.\' || $name == \'ValidationException.\')',
  '#set($context.responseOverride.status = 400)',
  `{"message":"the stream refused the request: an event with what the API adds has at most 1,000 KiB, a batch at least one event and at most ${batchSize}"}`,
  '#else',
  '{"message":"the stream did not take the request, and the reason is not in it: the owner of this API must find out"}',
  '#end',
].join('\n');

function contains(part: string): string {
  return `$type.split('${part}').size() > 1`;
}
