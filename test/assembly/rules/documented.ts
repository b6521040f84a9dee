import { enumMembers, methods, properties, props, types } from './public-api';
import type { Rule } from './rule';

/** Every element says what it is for. A constructor makes what its class describes, so it needs no text of its own. */
export const documented: Rule = (assembly) => [
  ...types(assembly).map(({ name, docs }) => ({ where: name, docs })),
  ...methods(assembly),
  ...properties(assembly).map(({ where, property: { docs } }) => ({ where, docs })),
  ...enumMembers(assembly).map(({ where, member: { docs } }) => ({ where, docs })),
].filter(({ docs }) => !docs?.summary?.trim()).map(({ where }) => ({ where, what: 'is not documented', fix: 'say in one sentence what it is for' }));

/** Who leaves a prop out must know what happens. */
export const defaults: Rule = (assembly) => props(assembly).flatMap(({ where, property: { optional, docs } }) => {
  const given = docs?.default?.trim();
  if (optional && (!given || given === 'undefined')) {
    return [{ where, what: given ? 'has the default undefined' : 'has no @default', fix: 'write @default with a value, or with a dash and what happens' }];
  }
  return !optional && given ? [{ where, what: 'is required and has a @default', fix: 'make it optional, or take the tag away' }] : [];
});
