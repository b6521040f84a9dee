import { expectRecords, recordsIn } from './records';
import type { Method } from './templates';
import type { Variant } from './variants';

/** The checks themselves: what a template may not do is found. */
const SENDER = { headers: { 'X-A': 'it\'s "a"' }, context: { identity: { sourceIp: '203.0.113.7' } } };
const PLAIN: Variant = { add: () => undefined, allowedOrigins: ['*'], frontFields: [], packed: false };
const FRONT: Variant = {
  ...PLAIN,
  frontFields: [
    { name: 'source_ip', value: ({ context }) => context.identity?.sourceIp },
    { name: 'a', value: ({ headers }) => headers['X-A'] },
    { name: 'none', value: ({ headers }) => headers['X-None'] },
  ],
};
const IN_FRONT = '"source_ip":"203.0.113.7","a":"it\'s \\"a\\"","none":null';

function methodOf(route: string, variant: Variant): Method {
  return { route, variant, variantName: 'test', streamName: 'events', requestTemplates: [], integrationResponses: [], methodResponses: [] };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('a request', () => {
  const track = methodOf('POST /track', PLAIN);
  const batch = methodOf('POST /batch', PLAIN);
  const data = base64('{}\n');

  test('of one record gives its data', () => {
    expect(recordsIn(`\n{"DeliveryStreamName":"events","Record":{"Data":"${data}"}}`, track)).toEqual(['{}\n']);
  });

  test('of many records gives the data of each', () => {
    expect(recordsIn(`{"DeliveryStreamName":"events","Records":[\n{"Data":"${data}"},\n{"Data":""}\n]}`, batch)).toEqual(['{}\n', '']);
  });

  test('of a packed batch is one record', () => {
    const packed = methodOf('POST /batch', { ...PLAIN, packed: true });
    expect(recordsIn(`{"DeliveryStreamName":"events","Record":{"Data":"${data}"}}`, packed)).toEqual(['{}\n']);
  });

  test.each([
    ['broken JSON', '{"DeliveryStreamName":"events","Record":{"Data":"e30K"}'],
    ['the name of another stream', '{"DeliveryStreamName":"other","Record":{"Data":"e30K"}}'],
    ['a field twice', '{"DeliveryStreamName":"other","DeliveryStreamName":"events","Record":{"Data":"e30K"}}'],
    ['a further field', '{"DeliveryStreamName":"events","Record":{"Data":"e30K"},"x":1}'],
    ['a further field of a record', '{"DeliveryStreamName":"events","Record":{"Data":"e30K","x":1}}'],
    ['many records in place of one', '{"DeliveryStreamName":"events","Records":[{"Data":"e30K"}]}'],
    ['what is no base64', '{"DeliveryStreamName":"events","Record":{"Data":"{}"}}'],
    ['base64 that is not padded', '{"DeliveryStreamName":"events","Record":{"Data":"e30KCg"}}'],
    ['what is no UTF-8', '{"DeliveryStreamName":"events","Record":{"Data":"/w=="}}'],
  ])('fails on %s', (_name, output) => {
    expect(() => recordsIn(output, track)).toThrow();
  });
});

describe('records', () => {
  test.each<[string, string[], string[], Variant]>([
    ['one line', ['{"b":1}\n'], ['{"b":1}'], PLAIN],
    ['a line each', ['{"b":1}\n', '{}\n'], ['{"b":1}', '{}'], PLAIN],
    ['all lines in one', ['{"b":1}\n{}\n'], ['{"b":1}', '{}'], { ...PLAIN, packed: true }],
    ['fields in front', [`{${IN_FRONT},"b":1}\n`], ['{"b":1}'], FRONT],
    ['fields in front, spelled with escapes', [`{${IN_FRONT.replace("'", '\\u0027')},"b":1}\n`], ['{"b":1}'], FRONT],
    ['fields in front of nothing', [`{${IN_FRONT}}\n`], ['{}'], FRONT],
    ['fields in front of each line in one', [`{${IN_FRONT},"b":1}\n{${IN_FRONT}}\n`], ['{"b":1}', '{}'], { ...FRONT, packed: true }],
  ])('pass: %s', (_name, records, events, variant) => {
    expect(() => expectRecords(records, events, variant, SENDER)).not.toThrow();
  });

  test.each<[string, string[], string[], Variant]>([
    ['no line feed', ['{"b":1}'], ['{"b":1}'], PLAIN],
    ['two line feeds', ['{"b":1}\n\n'], ['{"b":1}'], PLAIN],
    ['a line feed inside', ['{"b":\n1}\n'], ['{"b":1}'], PLAIN],
    ['a space', ['{"b": 1}\n'], ['{"b":1}'], PLAIN],
    ['a space in front', [' {"b":1}\n'], ['{"b":1}'], PLAIN],
    ['a record too few', ['{}\n'], ['{}', '{}'], PLAIN],
    ['a record too many', ['{}\n', '{}\n'], ['{}'], PLAIN],
    ['two lines in one record', ['{}\n{}\n'], ['{}', '{}'], PLAIN],
    ['another order', ['{"b":1}\n', '{}\n'], ['{}', '{"b":1}'], PLAIN],
    ['a line missing in a packed record', ['{}\n'], ['{}', '{}'], { ...PLAIN, packed: true }],
    ['no fields in front', ['{"b":1}\n'], ['{"b":1}'], FRONT],
    ['a field missing', [`{${IN_FRONT.replace(',"none":null', '')},"b":1}\n`], ['{"b":1}'], FRONT],
    ['fields in another order', [`{"none":null,${IN_FRONT.replace(',"none":null', '')},"b":1}\n`], ['{"b":1}'], FRONT],
    ['a field too many', [`{${IN_FRONT},"x":1,"b":1}\n`], ['{"b":1}'], FRONT],
    ['a field twice', [`{"a":"x",${IN_FRONT},"b":1}\n`], ['{"b":1}'], FRONT],
    ['an empty text in place of null', [`{${IN_FRONT.replace('null', '""')},"b":1}\n`], ['{"b":1}'], FRONT],
    ['an apostrophe as JavaScript escapes it', [`{${IN_FRONT.replace("'", "\\'")},"b":1}\n`], ['{"b":1}'], FRONT],
    ['a comma in front of nothing', [`{${IN_FRONT},}\n`], ['{}'], FRONT],
    ['no comma in front of the event', [`{${IN_FRONT}"b":1}\n`], ['{"b":1}'], FRONT],
    ['two commas in front of the event', [`{${IN_FRONT},,"b":1}\n`], ['{"b":1}'], FRONT],
    ['a space in front of the event', [`{${IN_FRONT}, "b":1}\n`], ['{"b":1}'], FRONT],
    ['a space between the fields', [`{${IN_FRONT.replace(',', ', ')},"b":1}\n`], ['{"b":1}'], FRONT],
  ])('fail: %s', (_name, records, events, variant) => {
    expect(() => expectRecords(records, events, variant, SENDER)).toThrow();
  });
});
