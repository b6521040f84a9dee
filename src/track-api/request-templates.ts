/**
 * What API Gateway sends to Firehose. The templates keep to the part of the Velocity language that Apache Velocity and its JavaScript port
 * read alike, and they are joined with the stream's name by plain concatenation: `Fn.sub` would take `${…}` for its own.
 */

/** Velocity has no escape for a line feed, so a real one stands in the text. Athena wants one event on one line. */
const LINE_FEED = '#set($lf = "\n")';

/** One JSON object becomes one record. `$input.json` writes it on one line. */
export function singleEventTemplate(streamName: string): string {
  return [
    LINE_FEED,
    `{"DeliveryStreamName":"${streamName}","Record":{"Data":"$util.base64Encode("$input.json('$')$lf")"}}`,
  ].join('\n');
}

/** A JSON array becomes one record an element, in its order. */
export function batchTemplate(streamName: string): string {
  return [
    LINE_FEED,
    // A dollar sign before a bracket would start a reference.
    "#set($dollar = '$')",
    `{"DeliveryStreamName":"${streamName}","Records":[`,
    '#foreach($event in $input.path(\'$\'))',
    '#set($json = $input.json("${dollar}[$foreach.index]"))',
    '{"Data":"$util.base64Encode("$json$lf")"}#if($foreach.hasNext),#end',
    '#end',
    ']}',
  ].join('\n');
}
