import { beyondSubset } from './subset';
import { METHODS } from './templates';

const TEXTS = new Map<string, string>();
for (const { route, variantName, requestTemplates, integrationResponses } of METHODS) {
  for (const [type, text] of requestTemplates) TEXTS.set(text, `${route} of ${variantName}, request ${type}`);
  for (const { StatusCode, ResponseTemplates = {} } of integrationResponses) {
    for (const text of Object.values<string>(ResponseTemplates)) TEXTS.set(text, `${route} of ${variantName}, reply ${StatusCode}`);
  }
}

test.each([...TEXTS].map(([text, place]) => [place, text]))('%s keeps to what all engines read alike', (_place, text) => {
  expect(beyondSubset(text)).toEqual([]);
});

test.each([
  '$x.replaceAll("a", "b")',
  "$x.replaceAll('.','b')",
  "$x.replaceAll('ab','c')",
  '#if($x.indexOf("a") != -1)a#end',
  '#if($x.contains("a"))a#end',
  '#if($x.endsWith("a"))a#end',
  '#if($x.toLowerCase() == "a")a#end',
  '$x.toUpperCase()',
  '$x.trim()',
  '#set($x = "a#b")',
  '#if($x == "#a")b#end',
  '$x.split("#")',
  '#if($x.isEmpty())a#end',
  '#if($x.length() > 3)a#end',
  '#if($x)a#end',
  '#if(!$x)a#end',
  '#if($x == 1 && $y)a#end',
  '#if($a == 1)a#elseif($x.size())b#end',
  '#if($x.contains("a") == true)a#end',
  '#if($x > "a")a#end',
  '#if("a" <= $x)a#end',
  '#set($x = "a""b")',
  "#set($x = 'it''s')",
  '#set($code = $result.ErrorCode)',
  '#set($half = $n / 2)',
  '$velocityCount',
  '$foreach.last',
  '#stop',
  '#evaluate("$x")',
  '\\$x',
  '${x|"a"}',
  '5 $',
])('%s is found', (template) => {
  expect(beyondSubset(template)).not.toEqual([]);
});

test.each([
  '#set($x = "")#set($y = \'\')#set($z = \'"\')',
  '#set($x = "$!input.params(\'Origin\')")',
  '#set($x = $n + 1)#set($x = $input.path("$.a"))',
  '#set($first = true)#if(!$first),#end#set($first = false)',
  '#if($x == "" || ($y != "a" && $n < 3))a#{else}b#end',
  '#if($type.startsWith("a") || !$type.startsWith("b"))a#end',
  "#set($parts = $x.split('#'))#if($parts.size() > 1)a#end",
  "#set($x = $key.replaceAll('A','a').replaceAll('B','b'))",
  '#if($foreach.hasNext),#end',
  '{"a":"","b":"a/b"}',
])('%s passes', (template) => {
  expect(beyondSubset(template)).toEqual([]);
});
