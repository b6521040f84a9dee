/** Whether a text is what a pattern of IAM says: `*` stands for any characters, `?` for one. Takes no more steps than the lengths multiplied. */
export function matchesWildcards(pattern: string, text: string): boolean {
  let [at, position] = [0, 0];
  let [star, resume] = [-1, 0];
  while (position < text.length) {
    // The star first: the text may hold one too.
    if (pattern[at] === '*') {
      star = at++;
      resume = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
