import type { TypeReference } from '@jsii/spec';
import { parameters, props, textOf, written } from './public-api';
import type { Rule } from './rule';

/** `1 to 128 of`, `at most 400 characters`, `up to 262,144 bytes`, `one part or more`. */
const LENGTH = /(?:\d[\d,]* to|at most|at least|up to) \d[\d,]*(?: lower-case)? (?:of\b|characters|bytes|letters)|\b(?:one|1)(?: \w+)? or more\b/i;
/** The characters, or the language that it is written in. */
const CHARACTERS = /`[^`]*(?:a-z|A-Z|0-9)[^`]*`|\ba-z\b|\bletters\b|\bSQL\b|\bone line\b/i;
/** A form that is fixed, with what stands for its parts in it: `yyyy-MM-dd`, `http(s)://host`, `<server>/<scope>`. */
const FORM = /`yyyy-MM-dd`|`[^`\s]*:\/\/[^`\s]*`|`<[^`]*>`|`[^`\s]*<\w+>:[^`\s]*`/;

/** Which texts are allowed, before a user tries one: how long and of what, or a form. Ids of constructs are the CDK's. */
export const allowedText: Rule = (assembly) => [
  ...props(assembly).map(({ where, property }) => ({ where, type: property.type, text: textOf(property.docs) })),
  ...parameters(assembly).filter(({ callable }) => callable.name !== undefined).map(({ where, parameter, callable }) => (
    // What holds for all methods of a class is said once, at the class.
    { where, type: parameter.type, text: [parameter.docs, callable.docs, callable.type.docs].map(textOf).join(' ') })),
].filter(({ type }) => isText(type)).flatMap(({ where, text }) => (FORM.test(text) || (LENGTH.test(text) && CHARACTERS.test(text)) ? [] : [{
  where,
  what: 'does not say what text is allowed',
  fix: 'write how long and of what ("1 to 64 of `a-z 0-9 _`"), or the form with its parts in angle brackets',
}]));

function isText(type: TypeReference): boolean {
  return ['string', 'array of string', 'map of string'].includes(written(type));
}
