/**
 * Sets `$text` to what stands between the quotes of a JSON text whose value is `$value`, which may be anything that a client wrote.
 *
 * Java's escaping for JavaScript writes an apostrophe as `\'`, which JSON does not know, and undoing that takes a method that the JavaScript port has
 * differently. So the value is cut at its apostrophes and only the pieces are escaped, each after a letter that is cut off again: what becomes of a blank
 * string is not documented, and one emulator makes it `{}`. What stands behind the last apostrophe, and is left out again,
 * keeps Java from dropping empty pieces at the end. API Gateway ends a loop after 1,000 rounds, without a word: two of them count to 10,000, and all headers
 * of a request together have 10,240 bytes.
 */
export function jsonText(): string[] {
  return [
    '#set($apostrophe = "\'")',
    '#set($guarded = "$value${apostrophe}.")',
    '#set($pieces = $guarded.split($apostrophe))',
    '#set($last = $pieces.size() - 1)',
    '#set($text = "")',
    '#foreach($thousand in [0..9])',
    '#set($first = $thousand * 1000)',
    '#if($first < $last)',
    '#set($end = $last - $first - 1)',
    '#if($end > 999)#set($end = 999)#end',
    '#foreach($offset in [0..$end])',
    '#set($n = $first + $offset)',
    '#if($n > 0)#set($text = "$text$apostrophe")#end',
    '#set($piece = $pieces.get($n))',
    '#set($escaped = $util.escapeJavaScript("x$piece"))',
    '#set($escaped = $escaped.substring(1))',
    '#set($text = "$text$escaped")',
    '#end',
    '#end',
    '#end',
  ];
}
