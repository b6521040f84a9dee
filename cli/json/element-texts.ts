import { elementsOf, minifiedValue, rootValue } from './scanner';

/**
 * A JSON text on one line, without white space between tokens. Parsing and writing it again would change numbers that JavaScript cannot hold.
 * @param text what `JSON.parse` takes
 */
export function minified(text: string): string {
  return minifiedValue(text, rootValue(text));
}

/**
 * The texts of the elements of a JSON array, each on one line; none for what is no array.
 * @param array text that `JSON.parse` takes
 */
export function elementTexts(array: string): string[] {
  return (elementsOf(array, rootValue(array)) ?? []).map((element) => minifiedValue(array, element));
}
