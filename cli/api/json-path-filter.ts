/** Whether a value passes; `at` gives what stands at a path below it. */
export type Filter = (at: (path: string) => unknown) => boolean;

type Comparison = (left: any, right: any) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => typeof left === typeof right && left < right,
  '<=': (left, right) => typeof left === typeof right && left <= right,
  '>': (left, right) => typeof left === typeof right && left > right,
  '>=': (left, right) => typeof left === typeof right && left >= right,
};

const OPERAND = String.raw`@(?:[^\s=!<>&|()']|'[^']*')*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null`;
const TERM = new RegExp(String.raw`\s*(!?)\s*(${OPERAND})\s*(?:(==|!=|<=|>=|<|>)\s*(${OPERAND})\s*)?`, 'y');

/** Reads `[?(…)]` at the start of a text: comparisons and existence tests joined by `&&` and `||`. Gives its length too. */
export function parseFilter(text: string): [Filter, number] {
  const open = /^\[\?\s*\(/.exec(text);
  const fail = () => new Error(`the local run does not understand the JSONPath filter ${text}`);
  if (open === null) throw fail();
  let position = open[0].length;
  const alternatives: Filter[][] = [[]];
  for (;;) {
    TERM.lastIndex = position;
    const term = TERM.exec(text);
    if (term === null) throw fail();
    alternatives[alternatives.length - 1].push(readTerm(term));
    position += term[0].length;
    const joint = text.slice(position, position + 2);
    if (joint !== '&&' && joint !== '||') break;
    if (joint === '||') alternatives.push([]);
    position += 2;
  }
  const close = /^\)\s*\]/.exec(text.slice(position));
  if (close === null) throw fail();
  return [at => alternatives.some(terms => terms.every(term => term(at))), position + close[0].length];
}

function readTerm([, not, left, operator, right]: RegExpExecArray): Filter {
  const test: Filter = operator === undefined
    ? at => operand(left, at) !== undefined
    : at => COMPARISONS[operator](operand(left, at), operand(right, at));
  return not === '' ? test : at => !test(at);
}

function operand(text: string, at: (path: string) => unknown): unknown {
  if (text.startsWith('@')) return at(`$${text.slice(1)}`);
  if (text.startsWith("'") || text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  return JSON.parse(text);
}
