import type { Assembly } from '@jsii/spec';
import { TypeKind } from '@jsii/spec';

/** The exported names that exist when a program runs: classes, enums and submodules. An interface is a type only. */
export function valueNames({ name: root, types = {}, submodules = {} }: Assembly): string[] {
  const values = Object.values(types).filter(({ kind, namespace }) => kind !== TypeKind.Interface && namespace === undefined).map(({ name }) => name);
  const modules = Object.keys(submodules).map((fqn) => fqn.slice(root.length + 1)).filter((name) => !name.includes('.'));
  return [...values, ...modules].sort();
}
