import { jsonText } from './json-text-template';
import type { RequestContext } from './request-context';

/**
 * What API Gateway sends to Firehose. The templates keep to the part of the Velocity language that Apache Velocity and its ports to JavaScript
 * and Python read alike, and they are joined with the stream's name by plain concatenation: `Fn.sub` would take `${…}` for its own.
 */
export interface RequestTemplateOptions {
  readonly streamName: string;
  /** What each event carries besides what was sent. */
  readonly context: readonly RequestContext[];
}

/** Velocity has no escape for a line feed, so a real one stands in the text. Athena wants one event on one line. */
const LINE_FEED = '#set($lf = "\n")';
/** A dollar sign before a bracket would start a reference. */
const DOLLAR = "#set($dollar = '$')";
/** `$input.json` writes a value on one line. */
const EACH_EVENT = ['#foreach($event in $input.path(\'$\'))', '#set($json = $input.json("${dollar}[$foreach.index]"))'];

/** One JSON object becomes one record. */
export function singleEventTemplate({ streamName, context }: RequestTemplateOptions): string {
  return [
    LINE_FEED,
    ...contextFields(context),
    "#set($json = $input.json('$'))",
    ...withFields(context),
    `{"DeliveryStreamName":"${streamName}","Record":{"Data":"$util.base64Encode("$json$lf")"}}`,
  ].join('\n');
}

/** A JSON array becomes one record an element, in its order. */
export function batchTemplate({ streamName, context }: RequestTemplateOptions): string {
  return [
    LINE_FEED,
    DOLLAR,
    ...contextFields(context),
    `{"DeliveryStreamName":"${streamName}","Records":[`,
    ...EACH_EVENT,
    ...withFields(context),
    '{"Data":"$util.base64Encode("$json$lf")"}#if($foreach.hasNext),#end',
    '#end',
    ']}',
  ].join('\n');
}

/** A JSON array becomes one record, a line for each element, in its order. */
export function packedTemplate({ streamName, context }: RequestTemplateOptions): string {
  return [
    LINE_FEED,
    DOLLAR,
    ...contextFields(context),
    '#set($lines = "")',
    ...EACH_EVENT,
    ...withFields(context),
    '#set($lines = "$lines$json$lf")',
    '#end',
    `{"DeliveryStreamName":"${streamName}","Record":{"Data":"$util.base64Encode($lines)"}}`,
  ].join('\n');
}

/** Sets `$fields` to the members that each event gets, such as `"source_ip":"192.0.2.1","user_agent":null`. */
function contextFields(context: readonly RequestContext[]): string[] {
  if (context.length === 0) {
    return [];
  }
  return [
    '#set($q = \'"\')',
    '#set($fields = "")',
    ...context.flatMap(({ fieldName, _expression, _details: { header } }, n) => [
      ...header === undefined ? [`#set($value = "${_expression}")`] : headerValue(header),
      ...jsonText(),
      `#set($name = "${n === 0 ? '' : ','}\${q}${fieldName}\${q}:")`,
      '#if($value == "")#set($fields = "$fields${name}null")#else#set($fields = "$fields$name$q$text$q")#end',
    ]),
  ];
}

/**
 * Sets `$value` to a header, whose name clients and proxies spell as they like. The port to Python has no `toLowerCase`, and prints nothing for it;
 * a letter that replaces a letter is the same everywhere, whether the port takes a pattern or a string.
 */
function headerValue(name: string): string[] {
  const lowerCase = name.toLowerCase();
  const letters = [...new Set(lowerCase.match(/[a-z]/g))];
  return [
    '#set($value = "")',
    '#set($headers = $input.params().header)',
    '#foreach($key in $headers.keySet())',
    `#set($spelling = $key${letters.map((letter) => `.replaceAll('${letter.toUpperCase()}','${letter}')`).join('')})`,
    `#if($spelling == '${lowerCase}')#set($value = "$!headers.get($key)")#end`,
    '#end',
  ];
}

/** Puts `$fields` into the object `$json`, in front: the model lets no event through that has a member of one of these names. */
function withFields(context: readonly RequestContext[]): string[] {
  return context.length === 0 ? [] : [
    '#if($json == "{}")',
    '#set($json = "{$fields}")',
    '#else',
    '#set($members = $json.substring(1))',
    '#set($json = "{$fields,$members")',
    '#end',
  ];
}
