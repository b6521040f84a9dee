import * as fc from 'fast-check';
import { requestWith } from './requests';
import { JsonBody } from '../../../cli/api/json-body';
import { MappingTemplate } from '../../../cli/api/vtl';
import { templateVariables } from '../../../cli/api/vtl-variables';
import { Failure } from '../../../cli/failure';
import { runs } from '../../support/property-runs';

/** A single event, as one record with a line feed. */
const SINGLE = '#set($nl = "\n")\n{"Record":{"Data":"$util.base64Encode("$input.json(\'$\')$nl")"}}';
/** Each element of a list as a record. */
const BATCH = [
  '#set($nl = "\n")',
  '{"Records":[#foreach($r in $input.path(\'$.records\'))',
  '#set($d = $input.json("$.records[$foreach.index]"))',
  '{"Data":"$util.base64Encode("$d$nl")"}#if($foreach.hasNext),#end',
  '#end]}',
].join('\n');

function render(template: string, body = '{}', request = requestWith({ text: body })): string {
  return new MappingTemplate(template, 'test').render(templateVariables(new JsonBody(body), request));
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

test('one event becomes one line', () => {
  expect(decode(JSON.parse(render(SINGLE, '{\n "a": 1\n}')).Record.Data)).toBe('{"a":1}\n');
});

test('any JSON text survives the way through a template', () => {
  fc.assert(fc.property(fc.object({ withUnicodeString: true }), value => {
    const text = JSON.stringify(value);
    expect(decode(JSON.parse(render(SINGLE, text)).Record.Data)).toBe(`${text}\n`);
  }));
});

test.each(['$foo', '#set($a = 1)', '${x}', '#parse("x")', '#if(true)', '$input.json("$")'])('%s inside data is data', text => {
  const body = JSON.stringify({ text });
  expect(decode(JSON.parse(render(SINGLE, body)).Record.Data)).toBe(`${body}\n`);
});

test('numbers beyond 2^53 survive in every element of a batch', () => {
  const body = '{"records":[{"id":9007199254740993},{"id":12345678901234567890.10}]}';
  expect(JSON.parse(render(BATCH, body)).Records.map(({ Data }: any) => decode(Data))).toEqual(['{"id":9007199254740993}\n', '{"id":12345678901234567890.10}\n']);
});

test('a loop stops after 1,000 without a word', () => {
  const body = JSON.stringify({ records: Array.from({ length: 1_200 }, (_, index) => index) });
  expect(render("#foreach($r in $input.path('$.records'))x#end", body)).toHaveLength(1_000);
});

test('a partial failure of a batch can be told by index and code', () => {
  const template = [
    "#set($rs = $input.path('$.RequestResponses'))#if($input.path('$.FailedPutCount') > 0)#set($context.responseOverride.status = 207)#end",
    '{"errors":[#set($first = true)#foreach($x in $rs)#if($x.ErrorCode && $x.ErrorCode != "")#if(!$first),#end#set($first = false)',
    '{"index":$foreach.index,"code":"$x.ErrorCode"}#end#end]}',
  ].join('');
  const request = requestWith();
  const reply = '{"FailedPutCount":2,"RequestResponses":[{"ErrorCode":"Slow"},{"RecordId":"r"},{"ErrorCode":"Down"}]}';
  expect(JSON.parse(render(template, reply, request)).errors).toEqual([{ index: 0, code: 'Slow' }, { index: 2, code: 'Down' }]);
  expect(request.context.overrides?.status).toBe(207);
});

test('a user agent with an apostrophe stays valid JSON', () => {
  const template = '#set($ua = $util.escapeJavaScript($context.identity.userAgent).replaceAll("\\\\\'","\'"))\n{"ua":"$ua"}';
  expect(JSON.parse(render(template))).toEqual({ ua: "it's a client" });
});

test.each([
  ['#set($x = 1)#if($x == 1)a#else b#end', 'a'],
  ['#set($x = "")#if($x)empty#end', 'empty'],
  ['#set($x = 0)#if($x)zero#end', 'zero'],
  ['#if("x")a#else b#end#if(1)a#end#if([1])a#end', ' b'],
  ['#if("x" || true)a#end#if(1 && true)b#end#if(!"x")c#end', 'ac'],
  ['#if($missing)a#else b#end', ' b'],
  ['#if(!$missing)a#end', 'a'],
  ['#if(false || $missing)a#elseif(true && 1 < 2)b#end', 'b'],
  ['#set($x = 7 / 2)$x', '3'],
  ['#set($x = 7 % 4)$x', '3'],
  ['#set($x = 1)#set($x = $missing)$x', '1'],
  ['#set($x = 2 * 3 + 1)$x', '7'],
  ['#set($s = "a")#set($s = "$s.${s}b-$s")$s', 'a.ab-a'],
  ["#set($s = '$s')$s", '$s'],
  ['$missing $!missing ${missing.deeper}', '$missing  ${missing.deeper}'],
  ['#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end', '1,2,3'],
  ['#foreach($i in [1..9])#if($i == 3)#break#end$i#end after', '12 after'],
  ['#foreach($i in [1,2])#foreach($j in ["a","b"])$i$j$foreach.parent.index #end#end', '1a0 1b0 2a1 2b1 '],
  ['#foreach($i in [5,6])#set($last = $i)$foreach.index$foreach.count$foreach.first$foreach.last #end$last', '01truefalse 12falsetrue 6'],
  ['#set($m = {"a": 1, "b": "x"})$m.a$m.get("b")$m["b"]#foreach($v in $m)$v#end', '1xx1x'],
  ['#set($l = [1, 2])$l $l[1]$l.get(0)$l.size()', '[1, 2] 212'],
  ['#macro(twice $x)$x$x#end#twice("a")', 'aa'],
  ['#define($block)hi#end$block', 'hi'],
  ['## comment\na#* more *#b', 'ab'],
  ['#[[ $raw #if ]]#', ' $raw #if '],
  ['#set($m = {})#set($m.key = "v")#set($m["other"] = "w")$m.key$m.other', 'vw'],
])('%s renders as Velocity 1.7 does', (template, expected) => {
  expect(render(template)).toBe(expected);
});

test('context variables that are not set are empty', () => {
  expect(render('[$context.authorizer.principalId][$context.stage]')).toBe('[][dev]');
});

test('stage variables are there, and empty if not set', () => {
  expect(render('[$stageVariables.team][$stageVariables.none]', '{}', requestWith({ stageVariables: { team: 'blue' } }))).toBe('[blue][]');
});

test('a value that is a list or a map prints as Java prints it', () => {
  expect(render("$input.path('$')", '{"a":1,"b":[{"c":"x y"}]}')).toBe('{a=1, b=[{c=x y}]}');
});

test('a method that does not exist prints the reference itself', () => {
  expect(render("$input.path('$.a').nope()", '{"a":"x"}')).toBe("$input.path('$.a').nope()");
});

test('a template leaves the data it reads as it was', () => {
  const body = new JsonBody('{"list":[1]}');
  new MappingTemplate("#foreach($x in $input.path('$.list'))$x.toString()#end", 'test').render(templateVariables(body, requestWith()));
  expect(Object.getOwnPropertyNames(body.value)).toEqual(['list']);
});

test('nothing reaches a prototype', () => {
  expect(render('#set($m = {})#set($m["__proto__"] = {"polluted": 1})$m.constructor $m.polluted')).toBe('$m.constructor $m.polluted');
  expect(({} as any).polluted).toBeUndefined();
});

test('renders do not see each other', () => {
  const template = new MappingTemplate('$!x#set($x = 1)', 'test');
  const variables = templateVariables(new JsonBody(''), requestWith());
  expect(template.render(variables) + template.render(variables)).toBe('');
});

test('a template that Velocity cannot read fails by its place', () => {
  expect(() => new MappingTemplate('#if(', 'Post, request template')).toThrow(Failure);
  expect(() => new MappingTemplate('#if(', 'Post, request template')).toThrow(/^Post, request template is not a template that Velocity can read/);
});

describe('what Velocity 1.7 gives for what Java splits', () => {
  const agent = (userAgent: string) => {
    const request = requestWith();
    return { ...request, context: Object.assign(request.context, { identity: { sourceIp: '203.0.113.7', userAgent } }) };
  };
  const PARTS = '#set($parts = $context.identity.userAgent.split("\'"))$parts.size():#foreach($part in $parts)[$part]#if($foreach.hasNext),#end#end';

  test.each([
    ["a'b''", '2:[a],[b]'],
    ['', '1:[]'],
    ["'", '0:'],
    ["'a", '2:[],[a]'],
    ["it's a client", '2:[it],[s a client]'],
  ])('%j', (userAgent, expected) => {
    expect(render(PARTS, '{}', agent(userAgent))).toBe(expected);
  });

  test('an array has elements, a size and no length', () => {
    const template = '#set($p = $context.identity.userAgent.split("\'"))$p[0]|$p[-1]|$p.get(0)|$p.length|$p.isEmpty()|$p.contains(\'a\')';
    expect(render(template, '{}', agent("a'b''"))).toBe('a|b|a|$p.length|false|true');
  });

  test('a loop over it knows where it is', () => {
    const template = '#foreach($p in $context.identity.userAgent.split("\'"))$foreach.index:$foreach.count:$foreach.first:$foreach.last;#end';
    expect(render(template, '{}', agent("a'b"))).toBe('0:1:true:false;1:2:false:true;');
  });

  test('the parts between apostrophes, escaped one by one, are JSON for any text', () => {
    const template = '#set($a = "\'")#set($guarded = "$context.identity.userAgent${a}.")#set($text = "")'
      + '#foreach($part in $guarded.split($a))#if($foreach.hasNext)#if($foreach.index > 0)#set($text = "$text$a")#end'
      + '#set($escaped = $util.escapeJavaScript($part))#set($text = "$text$escaped")#end#end"$text"';
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '#', 'a', 'é', '\n', '/', '{', ' ') }), userAgent => {
      expect(JSON.parse(render(template, '{}', agent(userAgent)))).toBe(userAgent);
    }), runs(500));
  });
});

describe('what Velocity 1.7 gives for headers', () => {
  const request = requestWith({ parameters: { path: {}, querystring: {}, header: { 'X': '1', 'User-Agent': "it's" } } });

  test('a map of headers knows their names as they were sent', () => {
    expect(render("#set($h = $input.params().header)$h.get('X')|$h.get('x')|$!h.get('x')|#if($h.get('x'))yes#{else}no#end|$h.X|$h.containsKey('X')", '{}', request))
      .toBe("1|$h.get('x')||no|1|true");
    expect(render("$!input.params().header.get('User-Agent')|$!input.params().header.get('user-agent')", '{}', request)).toBe("it's|");
  });

  test('one name after another', () => {
    expect(render('#foreach($k in $input.params().header.keySet())$k=$input.params().header.get($k)#if($foreach.hasNext)&#end#end', '{}', request)).toBe("X=1&User-Agent=it's");
  });

  test('a header that is not there keeps what a variable held', () => {
    expect(render("#set($v = $input.params().header.get('x'))$v|#set($v = $input.params().header.get('X'))$v|#set($v = $input.params().header.get('x'))$v", '{}', request))
      .toBe('$v|1|1');
  });

  test('a header by its name alone is found in any case', () => {
    expect(render("$input.params('x')|$input.params('USER-AGENT')|$input.params('none')", '{}', request)).toBe("1|it's|");
  });
});

test('context variables that are not set are empty texts, at any depth', () => {
  expect(render("[$context.identity.apiKeyId][$context.authorizer.claims.sub][$!context.authorizer.claims['cognito:username']][$!context.authorizer['key']]")).toBe('[][][][]');
});
