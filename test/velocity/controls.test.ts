import { batchBodies, SINGLE_BODIES } from './cases/bodies';
import { HOSTILE } from './cases/hostile';
import { pythonJson } from './cases/python-json';
import { AIRSPEED } from './engines/airspeed';
import { APACHE } from './engines/apache';
import { LOCAL, VELOCITYJS } from './engines/local';
import { expectRecords, recordsIn } from './records';
import { batchReply, inFull, replyOf } from './replies';
import type { Method } from './templates';
import { METHODS } from './templates';
import type { Sender, Variant } from './variants';

/** The checks of this folder must find what is wrong with templates as they stand in many a blog, and pass those that are sound. */
const [VELOCITY] = APACHE;
const VARIANT: Variant = { add: () => undefined, allowedOrigins: ['*'], frontFields: [], packed: false };
const NOBODY: Sender = { headers: {}, context: {} };

function method(route: string, variant = VARIANT): Method {
  return { ...METHODS.find((candidate) => candidate.route === route)!, variant };
}

describe('of requests', () => {
  const SET = '#set($lf = "\n")#set($dollar = \'$\')#set($q = \'"\')';
  const put = (data: string, set = '') => `${SET}${set}{"DeliveryStreamName":"events","Record":{"Data":"${data}"}}`;
  const putAll = (data: string, path = '${dollar}[$foreach.index]') => [
    `${SET}{"DeliveryStreamName":"events","Records":[#foreach($event in $input.path('$'))#set($json = $input.json("${path}"))`,
    `{"Data":"${data}"}#if($foreach.hasNext),#end#end]}`,
  ].join('');
  const failing = async (route: string, template: string): Promise<string[]> => {
    const names: string[] = [];
    for (const { name, text: body, events } of route === 'POST /track' ? SINGLE_BODIES : batchBodies({ maxBatch: 500 })) {
      const { output } = await VELOCITY.render({ template, body, ...NOBODY });
      if (!passes(() => expectRecords(recordsIn(output!, method(route)), events.map(({ line }) => line), VARIANT, NOBODY))) names.push(name);
    }
    return names;
  };

  test.each([
    ['POST /track', put('$util.base64Encode("$input.json(\'$\')$lf")')],
    ['POST /batch', putAll('$util.base64Encode("$json$lf")')],
  ])('a sound template of %s has none that fails', async (route, template) => {
    expect(await failing(route, template)).toEqual([]);
  });

  test.each([
    ['no line feed', 'POST /track', put('$util.base64Encode($input.json(\'$\'))'), 'one field'],
    ['a line feed that Velocity does not know', 'POST /track', put('$util.base64Encode("$input.json(\'$\')\\n")'), 'one field'],
    ['a line feed behind the base64', 'POST /track', put('$util.base64Encode($input.json(\'$\'))Cg=='), 'one field'],
    ['the body as it was sent', 'POST /track', put('$util.base64Encode("$input.body$lf")'), 'pretty-printed'],
    ['the event without base64', 'POST /track', put('$input.json(\'$\')'), 'one field'],
    ['an event as Java prints it', 'POST /batch', putAll('$util.base64Encode("$event$lf")'), 'one: one field'],
    ['the first event again and again', 'POST /batch', putAll('$util.base64Encode("$json$lf")', '${dollar}[0]'), 'as many as may be: 500'],
  ])('%s is found', async (_name, route, template, expected) => {
    expect(await failing(route, template)).toContain(expected);
  });

  test.each([
    ['as it was sent', '$input.params("X-A")', ['a double quote', 'a backslash at the end', 'another field', 'NUL']],
    ['as JavaScript escapes it', '$util.escapeJavaScript($input.params("X-A"))', ['an apostrophe', '1,200 apostrophes']],
    ['without its apostrophes', '$util.escapeJavaScript($input.params("X-A")).replace("\\\'", "")', ['an apostrophe']],
  ])('a header that is put in front %s is found', async (_name, value, expected) => {
    const variant: Variant = { ...VARIANT, frontFields: [{ name: 'a', value: ({ headers }) => headers['X-A'] }] };
    const set = `#set($json = $input.json('$'))#set($rest = $json.substring(1))#set($value = ${value})`;
    const template = put('$util.base64Encode("{${q}a${q}:${q}$value${q},$rest$lf")', set);
    const failed: string[] = [];
    for (const [name, text] of Object.entries(HOSTILE)) {
      const sender = { headers: { 'X-A': text }, context: {} };
      const { output } = await VELOCITY.render({ template, body: '{"b":1}', ...sender });
      if (!passes(() => expectRecords(recordsIn(output!, method('POST /track', variant)), ['{"b":1}'], variant, sender))) failed.push(name);
    }
    expect(failed).toEqual(expect.arrayContaining(expected));
    expect(failed).not.toContain('accents');
  });
});

/**
 * A text as JSON, in what all engines read alike: JSON knows no escape of an apostrophe, so each piece between two is escaped alone, after a character
 * that is cut off again, because a blank string is not escaped alike. A loop
 * ends at 1,000, so two of them count to 10,000, which is more than all headers of a request may have. Java drops empty pieces at the end.
 */
const SOUND = [
  '#set($lf = "\n")#set($q = \'"\')#set($comma = ",")#set($json = $input.json(\'$\'))#set($rest = $json.substring(1))#if($rest == "}")#set($comma = "")#end',
  '#set($value = "$!input.params(\'X-A\')")#set($pieces = "${value}\'.")#set($pieces = $pieces.split("\'"))#set($last = $pieces.size() - 1)#set($text = "")',
  '#foreach($thousand in [0..9])#set($first = $thousand * 1000)#if($first < $last)#foreach($one in [0..999])#set($n = $first + $one)#if($n < $last)',
  '#if($n > 0)#set($text = "$text\'")#end#set($piece = $pieces.get($n))#set($piece = $util.escapeJavaScript("_$piece"))#set($piece = $piece.substring(1))#set($text = "$text$piece")#end#end#end#end',
  '#if($value == "")#set($field = "null")#else#set($field = "${q}$text${q}")#end',
  '{"DeliveryStreamName":"events","Record":{"Data":"$util.base64Encode("{${q}a${q}:$field$comma$rest$lf")"}}',
].join('\n');

describe.each([...APACHE, LOCAL, VELOCITYJS, AIRSPEED])('a sound template with a field in front, on $name', (engine) => {
  test.each(Object.entries(HOSTILE))('passes with %s', async (_name, text) => {
    const variant: Variant = { ...VARIANT, frontFields: [{ name: 'a', value: ({ headers }) => headers['X-A'] }] };
    const sender = { headers: { 'X-A': text }, context: {} };
    for (const event of ['{}', '{"b":1}']) {
      const { output } = await engine.render({ template: SOUND, body: event, ...sender });
      expectRecords(recordsIn(output!, method('POST /track', variant)), [engine === AIRSPEED ? pythonJson(event) : event], variant, sender);
    }
  });
});

describe('of replies', () => {
  const records = [{ RecordId: 'r-0' }, { ErrorCode: 'ServiceUnavailableException' }];
  const ANSWER = { status: 200, records, saysNoneFailed: false, body: JSON.stringify({ FailedPutCount: 1, RequestResponses: records }) };
  const reply = async (template: string) => {
    const batch = method('POST /batch');
    const spoiled = { ...batch, integrationResponses: batch.integrationResponses.map((response) => ({ ...response, ResponseTemplates: { 'application/json': template } })) };
    return replyOf(VELOCITY, spoiled, ANSWER);
  };
  const expected = inFull(batchReply(ANSWER), method('POST /batch'));
  const FAILED = '{"accepted":1,"failed":[{"index":1,"code":"ServiceUnavailableException"}]}';
  const STATUS = '#set($context.responseOverride.status = 503)';
  const RETRY = "#set($context.responseOverride.header['Retry-After'] = '1')";

  test('a sound template passes', async () => {
    expect(await reply(`${STATUS}${RETRY}${FAILED}`)).toEqual(expected);
  });

  test.each([
    ['a success for all', '{"accepted":2}'],
    ['a success for some', `${RETRY}${FAILED}`],
    ['no time to wait', `${STATUS}${FAILED}`],
    ['another index', `${STATUS}${RETRY}${FAILED.replace('1,"code"', '0,"code"')}`],
    ['a header too many', `${STATUS}${RETRY}#set($context.responseOverride.header['X-A'] = '1')${FAILED}`],
  ])('%s is found', async (_name, template) => {
    expect(await reply(template)).not.toEqual(expected);
  });

  test.each([
    ['a status that is set twice', `${STATUS}${STATUS}${RETRY}${FAILED}`],
    ['a header that is set twice', `${STATUS}${RETRY}${RETRY.replace('Retry-After', 'retry-after')}${FAILED}`],
    ['no JSON', `${STATUS}${RETRY}{"accepted":1,}`],
  ])('%s is found', async (_name, template) => {
    await expect(reply(template)).rejects.toThrow();
  });
});

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
