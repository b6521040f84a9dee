/** An event whose line in the local run is spelled otherwise than that of Velocity's libraries. */
export interface Difference {
  readonly event: string;
  /** Whether both lines say the same to who parses them. */
  readonly value: 'equal' | 'other';
  readonly why: string;
}

/**
 * All of them. The local run hands on the text of an event as it was sent, without white space; json-smart parses it and writes it anew.
 * An event that is not in this table must come out byte by byte the same.
 */
export const DIFFERENCES: readonly Difference[] = [
  { event: 'a zero at the end', value: 'equal', why: 'a decimal of few digits is a double in Java, which has no zeros at its end' },
  { event: '1e3', value: 'equal', why: 'Java writes a double with a point' },
  { event: 'a decimal from ten million on', value: 'equal', why: 'Java writes a double from 10^7 on with an exponent' },
  { event: 'a decimal below a thousandth', value: 'equal', why: 'Java writes a double below 10^-3 with an exponent' },
  { event: 'a large double', value: 'equal', why: 'Java writes a capital E' },
  { event: 'the largest double', value: 'equal', why: 'more than 18 characters make a BigDecimal, which Java writes with E+' },
  { event: '1e400', value: 'other', why: 'no double is that large: json-smart writes null for infinity' },
  { event: '1e-400', value: 'equal', why: 'no double is that small: it is 0 in Java, and to who parses the line of the local run' },
  { event: 'minus zero', value: 'other', why: 'an integer of Java has no negative zero' },

  { event: 'an escape of an ASCII letter', value: 'equal', why: 'json-smart writes the character' },
  { event: 'an escape beyond ASCII', value: 'equal', why: 'json-smart writes the character' },
  { event: 'an escaped slash', value: 'equal', why: 'json-smart writes the slash alone' },
  { event: 'an escape in small letters', value: 'equal', why: 'json-smart writes escapes in capitals' },
  { event: 'a line feed by its number', value: 'equal', why: 'json-smart writes the short escape' },
  { event: 'an escaped pair of surrogates', value: 'equal', why: 'json-smart writes the character' },
  { event: 'the first half of a surrogate pair', value: 'other', why: 'UTF-8 has no half pairs: Java encodes a question mark' },
  { event: 'the second half of a surrogate pair', value: 'other', why: 'UTF-8 has no half pairs: Java encodes a question mark' },

  { event: 'U+2028 as it is', value: 'equal', why: 'json-smart escapes U+2000 to U+20FF' },
  { event: 'a euro sign', value: 'equal', why: 'json-smart escapes U+2000 to U+20FF' },
  { event: 'text: the line ends of Unicode', value: 'equal', why: 'json-smart escapes U+2000 to U+20FF' },
  { event: 'text: an emoji of several code points', value: 'equal', why: 'json-smart escapes U+200D, which joins them' },
  { event: 'text: text from right to left', value: 'equal', why: 'json-smart escapes U+202E, which turns the direction' },
  { event: 'DEL and C1 control characters', value: 'equal', why: 'json-smart escapes U+007F to U+009F' },
  { event: 'DEL beside an escape', value: 'other', why: 'json-smart drops DEL from a text in which it meets an escape' },
  { event: 'text: C1 control characters', value: 'equal', why: 'json-smart escapes U+007F to U+009F' },
  { event: 'text: every control character', value: 'equal', why: 'json-smart writes escapes in capitals' },

  { event: 'a key twice', value: 'equal', why: 'json-smart keeps the last value, in the place of the first' },
  { event: 'a key twice further down', value: 'equal', why: 'json-smart keeps the last value, in the place of the first' },
];
