const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/** How many bytes a base64 text stands for; undefined if it is none. The text is not decoded. */
export function base64Size(text: string): number | undefined {
  const length = text.length;
  if (length % 4 !== 0) return undefined;
  if (length === 0) return 0;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const wrong = NOT_BASE64.exec(text);
  if (wrong !== null && wrong.index < length - padding) return undefined;
  return length / 4 * 3 - padding;
}
