import { isStruct, methods, properties, types } from './public-api';
import type { Rule } from './rule';

const BEHAVIOUR = /^I[A-Z]/;

/** A struct is values only, and an interface with behaviour is named with an I; nothing can be changed behind a construct's back. */
export const valuesAndBehaviours: Rule = (assembly) => [
  ...methods(assembly).filter(({ type }) => type.kind === 'interface' && !BEHAVIOUR.test(type.name))
    .map(({ where }) => ({ where, what: 'is a method of a struct', fix: 'move it to a class, or name the interface with an I' })),
  ...types(assembly).filter((type) => type.kind === 'interface' && BEHAVIOUR.test(type.name) === isStruct(type))
    .map(({ name }) => ({ where: name, what: 'has the name of the other kind of interface', fix: 'a struct has no I in front, an interface with behaviour has one' })),
  ...properties(assembly).filter(({ property }) => !property.immutable)
    .map(({ where }) => ({ where, what: 'can be set from outside', fix: 'make it readonly' })),
];
