import { HOSTILE } from './hostile';
import { javaJson } from './java-json';

/** An event as a client sends it, and the line that Velocity's libraries make of it. */
export interface EventCase {
  readonly name: string;
  readonly text: string;
  /** Without its line feed. */
  readonly line: string;
}

const DEEP = 200;
const LARGE = 'x'.repeat(900 * 1024);

/** Written by hand: text as sent, and the line. A case without a line of its own is kept as it is. */
const WRITTEN: readonly (readonly [name: string, text: string, line?: string])[] = [
  ['an empty object', '{}'],
  ['one field', '{"a":1}'],
  ['true, false and null', '{"a":true,"b":false,"c":null}'],
  ['an empty list, object and text', '{"a":[],"b":{},"c":""}'],
  ['a list of every kind', '{"a":[1,"b",null,true,{"c":[]},[[]]]}'],
  ['a list of 1,200', `{"a":[${'1,'.repeat(1_199)}1]}`],
  ['200 objects in each other', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['200 lists in each other', `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`],
  ['900 KB in one text', `{"a":"${LARGE}"}`],
  ['20,000 fields', `{${Array.from({ length: 20_000 }, (_unused, n) => `"field_${n}":${n}`).join(',')}}`],

  ['spaces between tokens', ' { "a" : 1 , "b" : [ 1 , 2 ] } ', '{"a":1,"b":[1,2]}'],
  ['pretty-printed', '{\n  "a": {\n    "b": [\n      1,\n      2\n    ]\n  }\n}\n', '{"a":{"b":[1,2]}}'],
  ['CRLF between tokens', '{\r\n\t"a": 1,\r\n\t"b": "x"\r\n}\r\n', '{"a":1,"b":"x"}'],
  ['spaces inside a text', '{"a":"  b  c  "}'],

  ['an integer of 2^53 + 1', '{"a":9007199254740993}'],
  ['an integer of 30 digits', '{"a":123456789012345678901234567890,"b":-123456789012345678901234567890}'],
  ['a decimal of 22 digits', '{"a":0.1234567890123456789012}'],
  ['a decimal that is short', '{"a":0.5,"b":-12.25,"c":1.0}'],
  ['a zero at the end', '{"a":1.50,"b":2.00}', '{"a":1.5,"b":2.0}'],
  ['1e3', '{"a":1e3,"b":1E3,"c":1e+3,"d":25e-1}', '{"a":1000.0,"b":1000.0,"c":1000.0,"d":2.5}'],
  ['1e400', '{"a":1e400,"b":-1e400}', '{"a":null,"b":null}'],
  ['1e-400', '{"a":1e-400}', '{"a":0.0}'],
  ['a decimal from ten million on', '{"a":12345678.5}', '{"a":1.23456785E7}'],
  ['a decimal below a thousandth', '{"a":0.00025}', '{"a":2.5E-4}'],
  ['a large double', '{"a":1.5e300}', '{"a":1.5E300}'],
  ['the largest double', '{"a":1.7976931348623157e308}', '{"a":1.7976931348623157E+308}'],
  ['minus zero', '{"a":-0}', '{"a":0}'],
  ['minus zero as a decimal', '{"a":-0.0}'],

  ['an escape of an ASCII letter', '{"a":"\\u0041"}', '{"a":"A"}'],
  ['an escape beyond ASCII', '{"a":"\\u00e9\\u4e2d"}', '{"a":"\u00e9\u4e2d"}'],
  ['an escaped slash', '{"a":"http:\\/\\/x"}', '{"a":"http://x"}'],
  ['an escape in small letters', '{"a":"\\u001f"}', '{"a":"\\u001F"}'],
  ['an escaped NUL', '{"a":"\\u0000"}'],
  ['the short escapes', '{"a":"\\b\\f\\n\\r\\t\\"\\\\"}'],
  ['a line feed by its number', '{"a":"\\u000a"}', '{"a":"\\n"}'],
  ['an escaped pair of surrogates', '{"a":"\\ud83d\\ude00"}', '{"a":"\u{1f600}"}'],
  ['the first half of a surrogate pair', '{"a":"\\ud83dx"}', '{"a":"?x"}'],
  ['the second half of a surrogate pair', '{"a":"x\\ude00"}', '{"a":"x?"}'],
  ['U+2028 as it is', '{"a":"\u2028\u2029"}', '{"a":"\\u2028\\u2029"}'],
  ['a euro sign', '{"a":"5 \u20ac"}', '{"a":"5 \\u20AC"}'],
  ['DEL and C1 control characters', '{"a":"\u007f\u0085"}', '{"a":"\\u007F\\u0085"}'],
  ['DEL beside an escape', '{"a":"xy\\n"}', '{"a":"xy\\n"}'],
  ['what stands around U+2000 to U+20FF', '{"a":"\u1fff\u2100\u00a0"}'],

  ['a key twice', '{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
  ['a key twice further down', '{"a":{"b":1,"b":{"c":2}}}', '{"a":{"b":{"c":2}}}'],
  ['keys like integers', '{"b":0,"2":1,"1":2,"10":3}'],
  ['an empty key', '{"":1}'],
  ['keys with quotes and dollar signs', '{"\\"":1,"\\\\":2,"it\'s":3,"$a":4,"${b}":5,"#set($c = 1)":6,"a.b":7,"[0]":8,"*":9}'],
  ['keys of JavaScript objects', '{"__proto__":{"a":1},"constructor":2,"toString":3,"eval":4,"length":5,"size":6}'],
  ['keys like ours', '{"event_id":"e-1","received_at":"1970-01-01 00:00:00.000","replayed_from":"x","source_ip":"x","user_agent":"y","request_id":"z"}'],
  ['keys like those of Firehose', '{"DeliveryStreamName":"other","Record":{"Data":"e30K"},"Records":[{"Data":"e30K"}]}'],
  ['JSON inside a text', '{"a":"{\\"b\\":\\"c\\\\n\\"}"}'],
];

export const EVENTS: readonly EventCase[] = [
  ...WRITTEN.map(([name, text, line = text]) => ({ name, text, line })),
  // As JSON.stringify spells them; what is expected is spelled by hand-written rules.
  ...Object.entries(HOSTILE).map(([name, value]) => ({ name: `text: ${name}`, text: JSON.stringify({ a: value, [value]: 1 }), line: javaJson({ a: value, [value]: 1 }) })),
];
