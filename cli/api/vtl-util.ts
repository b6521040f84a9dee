/** `$util` of a mapping template. */
export class VtlUtil {
  base64Encode(text: unknown): string {
    return Buffer.from(String(text), 'utf8').toString('base64');
  }

  base64Decode(text: unknown): string {
    return Buffer.from(String(text), 'base64').toString('utf8');
  }

  /** As commons-lang does: also single quotes and slashes, which JSON would not need, and everything beyond ASCII as an escape. */
  escapeJavaScript(text: unknown): string | undefined {
    // What is not there stays so: Velocity prints the reference.
    if (text === undefined || text === null) return undefined;
    return String(text).replace(/["'\\/]|[\0-\x1f]|[^\0-\x7f]/g, character => NAMED_ESCAPES[character] ?? unicodeEscape(character));
  }

  /** As Java's URLEncoder does. */
  urlEncode(text: unknown): string {
    // Through UTF-8, where half of a surrogate pair becomes the replacement character instead of an error.
    return encodeURIComponent(Buffer.from(String(text), 'utf8').toString('utf8'))
      .replace(/%20/g, '+')
      .replace(/[!'()~]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  urlDecode(text: unknown): string {
    return decodeURIComponent(String(text).replace(/\+/g, ' '));
  }

  parseJson(text: unknown): unknown {
    return JSON.parse(String(text));
  }
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"', "'": "\\'", '\\': '\\\\', '/': '\\/', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t',
};

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
