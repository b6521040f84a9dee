import { Compile, Helper, parse } from 'velocityjs';
import { callMethod, isMap, property } from './vtl-java-methods';

/** AWS ends a loop here, without a word. */
const MAX_ITERATIONS = 1_000;

/** Literals but for `true` and `false`. */
const LITERALS = ['string', 'integer', 'decimal', 'runt', 'array', 'map'];

/** A node of the syntax tree. velocityjs's own types leave out most of what its parser makes. */
type Node = any;

/**
 * Renders a syntax tree of velocityjs with the semantics of Velocity 1.7, which API Gateway resembles. Overridden is what velocityjs does
 * differently or does anew at each render: texts in double quotes are parsed once, values have Java's methods, a missing value in `#set`
 * keeps the old one, empty texts and 0 are true, whole numbers divide to whole numbers, `#break` breaks at once, loops end at 1,000.
 */
export class Interpreter extends Compile {
  renderAstList(nodes: Node[] = this.asts, contextId?: string): string {
    this.enter(contextId);
    let text = '';
    for (const node of nodes) {
      if (this.runState.stop || this.runState.break) break;
      text += typeof node === 'string' ? node : this.renderNode(node);
    }
    return text;
  }

  /** Texts in double quotes. */
  evalStr(text: string): string {
    return this.renderAstList(parsedText(text), this.contextId);
  }

  getReferences(node: Node, isPrinted?: boolean): any {
    if (isPrinted && Object.hasOwn(this.defines, node.id)) return this.renderAstList(this.defines[node.id]);
    let value = this.lookUp(node.id);
    for (const step of node.path ?? []) {
      if (value === undefined || value === null) break;
      value = this.getAttributes(step, value);
    }
    // Context and stage variables that are not set are empty texts on AWS, not the text of the reference.
    if (value === undefined && (node.id === 'context' || node.id === 'stageVariables')) value = '';
    if (!isPrinted) return value;
    if (value === undefined || value === null) return node.leader === '$!' ? '' : Helper.getRefText(node);
    return printed(value);
  }

  getAttributes(step: Node, base: unknown): unknown {
    switch (step.type) {
      case 'method': return callMethod(base, step.id, (step.args === false ? [] : step.args ?? []).map((argument: Node) => this.getLiteral(argument)));
      case 'property': return property(base, step.id);
      default: return property(base, this.getLiteral(step.id) as unknown);
    }
  }

  setValue({ equal: [target, source] }: Node): void {
    const value: unknown = this.getExpression(source);
    if (value === undefined || value === null) return;
    const path: Node[] = target.path ?? [];
    if (path.length === 0) {
      this.variablesWith(target.id)[target.id] = value;
      return;
    }
    let base: any = this.lookUp(target.id);
    for (const step of path.slice(0, -1)) base = base === undefined || base === null ? base : this.getAttributes(step, base);
    const last = path[path.length - 1];
    const key = last.type === 'property' ? last.id : this.getLiteral(last.id);
    if (typeof base === 'object' && base !== null && key !== '__proto__') base[key] = value;
  }

  getExpression(node: Node): any {
    if (node.type !== 'math') return this.getLiteral(node);
    const [left, right]: Node[] = node.expression;
    switch (node.operator) {
      case '&&': return this.holds(left) && this.holds(right);
      case '||': return this.holds(left) || this.holds(right);
      case 'not': return !this.holds(left);
      case '==': return isEqual(this.getExpression(left), this.getExpression(right));
      case '!=': return !isEqual(this.getExpression(left), this.getExpression(right));
      case '/': return divided(this.getExpression(left), this.getExpression(right));
      default: return super.getExpression(node);
    }
  }

  getBlockIf(block: Node[]): string {
    let isTaken = false;
    const taken: Node[] = [];
    for (const node of block) {
      const isBranch = node.type === 'if' || node.type === 'elseif' || node.type === 'else';
      if (!isBranch) {
        if (isTaken) taken.push(node);
      } else if (isTaken) {
        break;
      } else {
        isTaken = node.type === 'else' || this.holds(node.condition);
      }
    }
    return this.renderAstList(taken, this.contextId);
  }

  getBlockEach([head, ...body]: Node[]): string {
    const items = iterated(this.getLiteral(head.from));
    const variables: Record<string, unknown> = {};
    const outer = this.lookUp('foreach');
    const contextId = `foreach:${this.conditions.length}`;
    this.local[contextId] = variables;
    let text = '';
    for (let index = 0; index < Math.min(items.length, MAX_ITERATIONS) && !this.runState.break && !this.runState.stop; index += 1) {
      variables[head.to] = items[index];
      variables.velocityCount = index + 1;
      variables.foreach = {
        index,
        count: index + 1,
        first: index === 0,
        last: index === items.length - 1,
        hasNext: index < items.length - 1,
        parent: outer,
      };
      text += this.renderAstList(body, contextId);
    }
    this.runState.break = false;
    if (this.conditions[0] === contextId) this.conditions.shift();
    this.contextId = this.conditions[0] ?? '';
    return text;
  }

  /** As a condition a literal is false, whatever it is, and a reference is true if it has a value. */
  private holds(node: Node): boolean {
    if (node.operator === 'parenthesis') return this.holds(node.expression[0]);
    return !LITERALS.includes(node.type) && isTrue(this.getExpression(node));
  }

  private renderNode(node: Node): string {
    switch (node.type) {
      case 'references': return this.getReferences(node, true);
      case 'set':
        this.setValue(node);
        return '';
      case 'break':
        this.runState.break = true;
        return '';
      case 'macro_call': return this.getMacro(node);
      case 'comment': return '';
      case 'raw': return node.value;
      default: return this.getBlock(node);
    }
  }

  /** The blocks around, innermost first, are where variables of loops and macros live. */
  private enter(contextId: string | undefined): void {
    if (contextId !== undefined && contextId !== '' && contextId !== this.contextId && !this.conditions.includes(contextId)) {
      this.conditions.unshift(contextId);
    }
    this.contextId = contextId ?? '';
  }

  private lookUp(name: string): unknown {
    return this.variablesWith(name)[name];
  }

  /** The innermost block that has a variable of that name, or the variables of the whole template. */
  private variablesWith(name: string): Record<string, unknown> {
    for (const contextId of this.conditions) {
      const variables = this.local[contextId] as Record<string, unknown>;
      if (Object.hasOwn(variables, name)) return variables;
    }
    return this.context;
  }
}

export function parseTemplate(text: string): Node[] {
  return parse(text);
}

/** Texts in double quotes are part of a template, so there are only so many of them. */
const parsedTexts = new Map<string, Node[]>();

function parsedText(text: string): Node[] {
  let nodes = parsedTexts.get(text);
  if (nodes === undefined) {
    nodes = parse(text);
    parsedTexts.set(text, nodes);
  }
  return nodes;
}

function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left === undefined || left === null || right === undefined || right === null) return (left ?? null) === (right ?? null);
  if (typeof left === typeof right && typeof left !== 'object') return left === right;
  return printed(left) === printed(right);
}

function divided(left: any, right: any): number | undefined {
  if (Number(right) === 0) return undefined;
  return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
}

function iterated(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** As Java prints it: `[1, 2]`, `{a=1}`. */
export function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (typeof value === 'object' && value !== null && isMap(value)) {
    return `{${Object.entries(value).map(([key, below]) => `${key}=${printed(below)}`).join(', ')}}`;
  }
  return String(value);
}
