import type { Assembly } from '@jsii/spec';
import { toCamelCase, toPascalCase, toSnakeCase } from 'codemaker';
import { enumMembers, isStruct, methods, parameters, properties, types } from './public-api';

/** How an element is called in one language. */
export interface NameInLanguage {
  readonly where: string;
  readonly language: 'Python' | 'Java' | 'Go' | 'C#';
  /** A builder has a method for each prop. */
  readonly kind: 'type' | 'member' | 'parameter' | 'builder';
  readonly name: string;
  /** The name of the type that it is a member of. */
  readonly typeName?: string;
}

/** All names that jsii makes of an API, by the rules of jsii-pacmak, before it gets out of the way of a keyword. */
export function namesInLanguages(assembly: Assembly): NameInLanguage[] {
  return [
    ...types(assembly).flatMap(({ name }) => (['Python', 'Java', 'Go', 'C#'] as const).map((language) => ({ where: name, language, kind: 'type' as const, name }))),
    ...methods(assembly).flatMap(({ where, name, type }) => member(where, type.name, name, name)),
    ...properties(assembly).flatMap(({ where, property: { name, immutable }, type }) => [
      ...member(where, type.name, name, `get${toPascalCase(name)}`),
      ...immutable ? [] : [{ where, language: 'Java' as const, kind: 'member' as const, name: `set${toPascalCase(name)}` }],
      // The struct's own builder, and that of a class whose constructor takes the struct.
      ...isStruct(type) ? [{ where, language: 'Java' as const, kind: 'builder' as const, name }] : [],
    ]),
    ...parameters(assembly).flatMap(({ where, parameter: { name } }) => [
      { where, language: 'Python' as const, kind: 'parameter' as const, name: toSnakeCase(name) },
      { where, language: 'Java' as const, kind: 'parameter' as const, name },
      { where, language: 'Go' as const, kind: 'parameter' as const, name },
      { where, language: 'C#' as const, kind: 'parameter' as const, name: toCamelCase(name) },
    ]),
    // In Go they stand behind the name of their type.
    ...enumMembers(assembly).flatMap(({ where, member: { name } }) => (['Python', 'Java', 'C#'] as const).map((language) => (
      { where, language, kind: 'member' as const, name }))),
  ];
}

function member(where: string, typeName: string, name: string, inJava: string): NameInLanguage[] {
  return [
    { where, language: 'Python', kind: 'member', name: toSnakeCase(name), typeName },
    { where, language: 'Java', kind: 'member', name: inJava, typeName },
    { where, language: 'Go', kind: 'member', name: toPascalCase(name), typeName },
    { where, language: 'C#', kind: 'member', name: toPascalCase(name), typeName },
  ];
}
