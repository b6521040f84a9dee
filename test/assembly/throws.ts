import * as path from 'path';
import * as ts from 'typescript';
import type { Offence } from './rules/rule';

type Member = ts.ConstructorDeclaration | ts.MethodDeclaration | ts.GetAccessorDeclaration;

/**
 * The constructors, methods and getters of a library that can throw, in their own code or in what they call of the library, and do not document it.
 * A function that is handed on counts for the member that hands it on. What the CDK throws is not seen, nor getters that are read, nor functions that are
 * members of an object.
 *
 * @param entry the module that exports the API
 */
export function undocumentedThrows(entry: string): Offence[] {
  const program = ts.createProgram([entry], { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, strict: true, skipLibCheck: true });
  const calls = new Calls(program.getTypeChecker(), path.dirname(entry));
  const classes = calls.classesOf(program.getSourceFile(entry)!);
  if (classes.length === 0) {
    throw new Error(`${entry} exports no class: nothing was looked at`);
  }
  return classes.flatMap((declared) => declared.members.filter(isPublic)
    .filter((member) => !documentsThrows(member) && calls.canThrow(member))
    .map((member) => ({
      where: ts.isConstructorDeclaration(member) ? declared.name!.text : `${declared.name!.text}.${member.name.getText()}`,
      what: `can throw (${calls.wayTo(member).join(' > ')})`,
      fix: 'write @throws Error and when',
    })));
}

/** Who calls whom within one library. */
class Calls {
  /** The calls that lead to a `throw`, of code from which some do. */
  private readonly ways = new Map<ts.Node, string[]>();
  /** What the search for one member has seen. What is found of code that calls its caller holds for this search only. */
  private seen = new Set<ts.Node>();

  constructor(private readonly checker: ts.TypeChecker, private readonly folder: string) {}

  classesOf(entry: ts.SourceFile): ts.ClassDeclaration[] {
    const exported = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(entry)!);
    return exported.flatMap((symbol) => this.declarationsOf(symbol).filter((declaration) => ts.isClassDeclaration(declaration)));
  }

  canThrow(code: ts.Node): boolean {
    this.seen = new Set();
    return this.search(code) !== null;
  }

  wayTo(code: ts.Node): string[] {
    return this.ways.get(code) ?? [];
  }

  private search(code: ts.Node): string[] | null {
    if (this.ways.has(code) || this.seen.has(code)) {
      return this.ways.get(code) ?? null;
    }
    this.seen.add(code);
    const way = this.searchIn(code);
    if (way) {
      this.ways.set(code, way);
    }
    return way;
  }

  private searchIn(node: ts.Node): string[] | null {
    if (ts.isThrowStatement(node)) {
      return ['throw'];
    }
    // What it throws is caught.
    if (ts.isTryStatement(node) && node.catchClause) {
      return this.searchIn(node.catchClause) ?? (node.finallyBlock ? this.searchIn(node.finallyBlock) : null);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const symbol = this.checker.getSymbolAtLocation(node.expression);
      for (const called of symbol ? this.declarationsOf(symbol).flatMap(codeOf) : []) {
        const way = this.search(called);
        if (way) {
          return [node.expression.getText(), ...way];
        }
      }
    }
    return ts.forEachChild(node, (child) => this.searchIn(child) ?? undefined) ?? null;
  }

  private declarationsOf(symbol: ts.Symbol): ts.Declaration[] {
    const aliased = isAlias(symbol) ? this.checker.getAliasedSymbol(symbol) : symbol;
    return (aliased.declarations ?? []).filter((declaration) => declaration.getSourceFile().fileName.startsWith(`${this.folder}/`));
  }
}

/** A name that a module imports or exports anew. */
function isAlias(symbol: ts.Symbol): boolean {
  const kinds = [ts.SyntaxKind.ImportSpecifier, ts.SyntaxKind.ExportSpecifier, ts.SyntaxKind.ImportClause];
  return symbol.declarations?.some(({ kind }) => kinds.includes(kind)) ?? false;
}

/** What runs when it is called. */
function codeOf(declaration: ts.Declaration): ts.Node[] {
  if (ts.isClassDeclaration(declaration)) {
    return declaration.members.filter((member) => ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member));
  }
  if (ts.isVariableDeclaration(declaration)) {
    return declaration.initializer && ts.isArrowFunction(declaration.initializer) ? [declaration.initializer] : [];
  }
  return ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration) ? [declaration] : [];
}

function isPublic(member: ts.ClassElement): member is Member {
  return (ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member))
    && !ts.getModifiers(member)?.some(({ kind }) => [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword].includes(kind))
    && !ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
}

function documentsThrows(member: Member): boolean {
  return ts.getJSDocTags(member).some(({ tagName, comment }) => tagName.text === 'throws' && ts.getTextOfJSDocComment(comment));
}
