const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * The texts of the elements of a JSON array, uncut: parsing and writing them again would change numbers that JavaScript cannot hold.
 * @param array text that `JSON.parse` takes and that is an array
 */
export function elementTexts(array: string): string[] {
  const open = array.indexOf('[');
  const elements: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let index = open + 1; index < array.length; index += 1) {
    const code = array.charCodeAt(index);
    if (code === QUOTE) {
      index = endOfString(array, index);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
    } else if (code === 0x7d || (code === 0x5d && depth > 0)) {
      depth -= 1;
    } else if (depth === 0 && (code === COMMA || code === 0x5d)) {
      elements.push(array.slice(start, index).trim());
      start = index + 1;
    }
  }
  return elements.length === 1 && elements[0] === '' ? [] : elements;
}

function endOfString(text: string, quote: number): number {
  let index = quote + 1;
  while (text.charCodeAt(index) !== QUOTE) {
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  }
  return index;
}
