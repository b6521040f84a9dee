import type { Assembly, ClassType, InterfaceType, Method, Property } from '@jsii/spec';
import { Stability } from '@jsii/spec';
import { sourceToAssemblyHelper } from 'jsii';
import { compiledLibrary } from './compiled-library';
import type { Rule } from './rules/rule';

const library = compiledLibrary();

/** The elements of a small library, compiled by jsii itself, that break a rule. */
export function offendersIn(source: string, rule: Rule): string[] {
  // A comment is read if it begins a line.
  const assembly = sourceToAssemblyHelper(source.replaceAll('/**', '\n/**'), { packageJson: { stability: Stability.Stable } });
  return rule(assembly).map(({ where }) => where);
}

/** The elements of this library that break a rule when it is spoilt in one place, and do not as it is. */
export function offendersAfter(spoil: (copy: Elements) => void, rule: Rule): string[] {
  const copy = structuredClone(library);
  spoil(new Elements(copy));
  const before = rule(library).map(({ where, what }) => `${where} ${what}`);
  return rule(copy).filter(({ where, what }) => !before.includes(`${where} ${what}`)).map(({ where }) => where);
}

/** The elements of a copy, by name, to be changed. */
export class Elements {
  constructor(readonly assembly: Assembly) {}

  class(name: string): ClassType {
    return this.assembly.types![`${this.assembly.name}.${name}`] as ClassType;
  }

  interface(name: string): InterfaceType {
    return this.assembly.types![`${this.assembly.name}.${name}`] as InterfaceType;
  }

  property(typeName: string, name: string): Property {
    const { properties = [] } = this.class(typeName) as ClassType | InterfaceType;
    return found(properties, name);
  }

  method(typeName: string, name: string): Method {
    return found(this.class(typeName).methods ?? [], name);
  }
}

function found<T extends { readonly name: string }>(members: readonly T[], name: string): T {
  const member = members.find((each) => each.name === name);
  if (!member) {
    throw new Error(`${name} is no more: spoil another`);
  }
  return member;
}
