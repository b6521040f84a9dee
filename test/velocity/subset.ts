/** The methods of strings, lists and maps that mean the same on Velocity 1.7, Velocity 2.x, velocityjs and airspeed, and those of `$input` and `$util`. */
const METHODS = ['get', 'keySet', 'size', 'split', 'startsWith', 'substring', 'path', 'json', 'params', 'base64Encode', 'escapeJavaScript'];

/** What these engines do not all read alike, and why; found in the text of a template. */
const RULES: readonly { readonly why: string; find(template: string): string[] }[] = [
  {
    why: 'one of them has no such method of Java, or another of that name: it prints nothing, fails, or is false without an error',
    find: (template) => [...template.matchAll(/\.(\w+)\(/g)].flatMap(([call, name]) => (METHODS.includes(name) || name === 'replaceAll' ? [] : [call])),
  },
  { why: 'some take a pattern and some a string: only a letter is both', find: matches(/\.replaceAll\((?!'[A-Za-z]','[A-Za-z]'\))[^)]*\)?/g) },
  { why: 'a # in double quotes may begin a directive, and not all read it alike', find: (template) => [...directives(template).flatMap(({ doubleQuoted }) => doubleQuoted), ...calls(template)].filter((text) => text.includes('#')) },
  { why: 'not in all of them, or it prints text in one', find: matches(/#(?:stop|evaluate|parse|include)\b|\$!?\{?(?:velocityCount\b|foreach\.(?:first|last|parent)\b)|\$!?\{[^}'"(]*\|/g) },
  { why: 'an escape is printed in one, and a lone dollar sign does not end a text in another', find: matches(/\\[$#]|\$$/g) },
  { why: 'velocityjs takes no doubled quote in a text', find: (template) => directives(template).flatMap(({ text, doubled }) => (doubled ? [text] : [])) },
  { why: 'conditions compare explicitly: they do not agree on empty texts, lists and 0', find: (template) => conditions(template).filter((operand) => !isComparison(operand, booleans(template))) },
  { why: '<, <=, > and >= compare numbers only', find: (template) => conditions(template).filter((operand) => /''\s*[<>]|[<>]=?\s*''/.test(operand)) },
  { why: 'a property that is missing keeps the old value in 1.7 and clears it in others', find: matches(/#set\(\s*\$\w+\s*=\s*\$!?\{?\w+(?:\.\w+)+\}?\s*\)/g) },
  { why: 'they do not agree on a division', find: (template) => directives(template).flatMap(({ name, argument, text }) => (name === 'set' && argument.includes('/') ? [text] : [])) },
];

/** What a template uses beyond the common part of the language: each as `<piece>: <why>`. */
export function beyondSubset(template: string): string[] {
  return RULES.flatMap(({ why, find }) => find(template).map((piece) => `${piece}: ${why}`));
}

interface Directive {
  readonly name: string;
  readonly text: string;
  /** What stands in the brackets, with `''` for each text in quotes. */
  readonly argument: string;
  /** Whether a quote stands twice in one of its texts. */
  readonly doubled: boolean;
  /** Its strings in double quotes. */
  readonly doubleQuoted: readonly string[];
}

/** Strings in double quotes that a method is called with. */
function calls(template: string): string[] {
  return [...template.matchAll(/\.\w+\(\s*("[^"]*")/g)].map(([, text]) => text);
}

function matches(pattern: RegExp): (template: string) => string[] {
  return (template) => [...template.matchAll(pattern)].map(([found]) => found);
}

function directives(template: string): Directive[] {
  return [...template.matchAll(/#\{?(set|if|elseif|foreach)\}?\s*\(/g)].map((match) => directiveAt(template, match.index, match.index + match[0].length, match[1]));
}

function directiveAt(template: string, start: number, open: number, name: string): Directive {
  let argument = '';
  let doubled = false;
  const doubleQuoted: string[] = [];
  let depth = 1;
  let position = open;
  while (depth > 0) {
    const character = template[position];
    if (character === undefined) throw new Error(`the directive ${template.slice(start, start + 40)} has no end`);
    if (character === '"' || character === "'") {
      const begin = position;
      position = template.indexOf(character, begin + 1);
      if (position < 0) throw new Error(`a text in ${template.slice(start, start + 40)} has no end`);
      doubled ||= template[position + 1] === character;
      if (character === '"') doubleQuoted.push(template.slice(begin, position + 1));
      argument += "''";
    } else {
      depth += character === '(' ? 1 : character === ')' ? -1 : 0;
      if (depth > 0) argument += character;
    }
    position += 1;
  }
  return { name, argument, doubled, doubleQuoted, text: template.slice(start, position) };
}

/** The operands of `&&` and `||` in all conditions. */
function conditions(template: string): string[] {
  return directives(template).filter(({ name }) => name === 'if' || name === 'elseif').flatMap(({ argument }) => argument.split(/&&|\|\|/)).map((operand) => operand.trim());
}

/** Variables that are set to true or false. */
function booleans(template: string): string[] {
  return [...template.matchAll(/#set\(\s*\$(\w+)\s*=\s*(?:true|false)\s*\)/g)].map(([, name]) => name);
}

function isComparison(operand: string, booleanVariables: readonly string[]): boolean {
  if (/==|!=|<|>/.test(operand)) return true;
  const bare = operand.replace(/^[!(\s]+|[)\s]+$/g, '');
  const [, variable] = /^\$!?\{?(\w+)\}?$/.exec(bare) ?? [];
  return /^(?:true|false|\$foreach\.hasNext)$/.test(bare) || /\.startsWith\(''$/.test(bare) || booleanVariables.includes(variable ?? '');
}
