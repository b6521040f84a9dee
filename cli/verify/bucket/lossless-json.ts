const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON with each number as its text behind a `#`, because a JavaScript number has no more than 2^53. @throws SyntaxError */
export function parseLossless(json: string): unknown {
  // A text that is no JSON stays none: strings are not touched, and a number becomes a string where one may stand as well.
  JSON.parse(json);
  return JSON.parse(json.replace(TOKENS, (token) => token.startsWith('"') ? token : `"#${token}"`));
}
