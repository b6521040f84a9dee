import { AIRSPEED } from './airspeed';
import { APACHE } from './apache';
import { LOCAL, VELOCITYJS } from './local';
import { HOSTILE } from '../cases/hostile';

const [V1_7, V2_4, V2_4_LIKE_1_7] = APACHE;

describe('each Apache Velocity is the version that it is called', () => {
  test.each([
    ['an empty text is true up to 1.7, and in the way of 1.7', '#set($x = "")#if($x)true#{else}false#end', ['true', 'false', 'true']],
    ['$velocityCount is gone in 2.x', '#foreach($i in [7])$velocityCount#end', ['1', '$velocityCount', '$velocityCount']],
    ['the line of a directive is dropped in 2.x', ' #if(true)\nx\n#end\n', [' x\n', 'x\n', ' x\n']],
  ])('%s', async (_name, template, expected) => {
    const rendered = await Promise.all([V1_7, V2_4, V2_4_LIKE_1_7].map((engine) => engine.render({ template, body: '' })));
    expect(rendered.map(({ output }) => output)).toEqual(expected);
  });
});

test.each([
  ['"x"'], ['""'], ['1'], ['0'], ['[1]'], ['{}'], ['"x" || true'], ['1 && true'], ['!"x"'], ['$foreach.none'], ['1 == 1'], ['"a" == "a"'], ['true'], ['!false'], ['(true)'], ['("x")'],
])('in the local run %s is the condition that it is in 1.7', async (condition) => {
  const template = `#if(${condition})true#{else}false#end`;
  const [real, local] = await Promise.all([V1_7, LOCAL].map((engine) => engine.render({ template, body: '' })));
  expect(local).toEqual(real);
});

describe.each([...APACHE, LOCAL])('$name', (engine) => {
  const output = async (template: string, body = '{"a":1}') => (await engine.render({ template, body })).output;

  test('ends a loop at 1,000 without a word', async () => {
    expect(await output('#foreach($i in [1..1200])x#end')).toBe('x'.repeat(1_000));
  });

  test('gives an empty text for a variable of the context that is not set', async () => {
    expect(await output('[$context.none][$context.identity.userAgent][$context.authorizer.principalId][$stageVariables.none]')).toBe('[][][][]');
  });

  test('gives an empty text for what a path does not find', async () => {
    expect(await output("[$input.path('$.b')][$input.path('$.b.c')][$input.json('$.b')][$input.params('b')]")).toBe('[][][""][]');
  });

  test('takes no body for an empty object', async () => {
    expect(await output("$input.body $input.json('$')", '')).toBe('{} {}');
  });

  test('gives status and headers that a template sets', async () => {
    const template = "#set($context.responseOverride.status = 503)#set($context.responseOverride.header['Retry-After'] = '1')#set($context.responseOverride.header.Vary = 'Origin')";
    expect(await engine.render({ template, body: '' })).toEqual({ output: '', status: 503, headers: { 'Retry-After': '1', 'Vary': 'Origin' } });
  });

  test.each([
    ['the status', '#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 400)'],
    ['a header', "#set($context.responseOverride.header['Retry-After'] = '1')#set($context.responseOverride.header['Retry-After'] = '2')"],
  ])('fails a template that sets %s twice', async (_name, template) => {
    const { output: none, error } = await engine.render({ template, body: '' });
    expect([none, error]).toEqual([undefined, expect.stringContaining('twice')]);
  });
});

describe.each([...APACHE, LOCAL, VELOCITYJS])('$name', (engine) => {
  test.each(Object.entries(HOSTILE))('prints as it is: %s', async (_name, text) => {
    const { output } = await engine.render({
      template: "[$input.params('X-A')][$context.requestId][$context.identity.sourceIp][$context.identity.userAgent][$input.path('$.a')]",
      body: JSON.stringify({ a: text }),
      headers: { 'X-A': text },
      context: { requestId: text, identity: { sourceIp: text, userAgent: text } },
    });
    expect(output).toBe(`[${text}]`.repeat(5));
  });

  test.each(Object.entries(HOSTILE))('escapes for JavaScript, as commons-lang does: %s', async (_name, text) => {
    const { output } = await engine.render({ template: "$util.escapeJavaScript($input.params('X-A'))", body: '', headers: { 'X-A': text } });
    expect(output).toBe(escapedForJavaScript(text));
  });

  test.each(Object.entries(HOSTILE))('encodes in UTF-8: %s', async (_name, text) => {
    const { output } = await engine.render({ template: "$util.base64Encode($input.params('X-A'))", body: '', headers: { 'X-A': text } });
    expect(Buffer.from(output!, 'base64').toString('utf8')).toBe(text);
  });
});

/** Why templates keep off these methods: a version that has them is a reason to look at the rules of the subset again. */
describe('the port to Python', () => {
  test.each([
    ['prints nothing for toLowerCase', "#set($x = 'A')[$x.toLowerCase()]", '[]'],
    ['prints nothing for endsWith', "#set($x = 'ab')[$x.endsWith('b')]", '[]'],
    ['makes a blank string an object when it escapes it', "$util.escapeJavaScript('')$util.escapeJavaScript(' ')", '{}{}'],
  ])('%s', async (_name, template, expected) => {
    expect(await AIRSPEED.render({ template, body: '' })).toEqual({ output: expected, headers: {} });
  });

  test('fails on indexOf if there is nothing to find', async () => {
    expect(await AIRSPEED.render({ template: "#set($x = 'a')$x.indexOf('b')", body: '' })).toEqual({ error: expect.stringContaining('substring not found'), headers: {} });
  });
});

test('velocityjs takes contains for false', async () => {
  expect(await VELOCITYJS.render({ template: "#set($x = 'ab')#if($x.contains('b'))true#{else}false#end", body: '' })).toEqual({ output: 'false', headers: {} });
});

describe.each([...APACHE, LOCAL, VELOCITYJS, AIRSPEED])('$name', (engine) => {
  test.each([
    ['replaces a letter by a letter', "#set($x = 'X-Ax')$x.replaceAll('X','x').replaceAll('A','a')", 'x-ax'],
    ['counts the parts of a string', "#set($x = 'a#b.')#set($parts = $x.split('#'))$parts.size()$parts.get(1)", '2b.'],
    ['finds a part of a string', "#set($x = 'Throttling.')#if($x.split('Throttling').size() > 1)y#end#if($x.split('Limit').size() > 1)n#end", 'y'],
  ])('%s', async (_name, template, expected) => {
    expect((await engine.render({ template, body: '' })).output).toBe(expected);
  });
});

/** The rules of commons-lang 2.6: quotes of both kinds, backslash and slash, and whatever is no printable ASCII. */
function escapedForJavaScript(text: string): string {
  const short: Record<string, string> = { '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return Array.from({ length: text.length }, (_unused, index) => text[index]).map((character) => {
    const code = character.charCodeAt(0);
    if ('"\'\\/'.includes(character)) return `\\${character}`;
    return short[character] ?? (code < 0x20 || code > 0x7f ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}` : character);
  }).join('');
}
