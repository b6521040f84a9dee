import { enumMembers, methods, properties, types } from './public-api';
import type { Rule } from './rule';

/** jsii itself refuses names with underscores. */
const PRIVATE = /internal|private/i;

/** What is not for users is not in the API. */
export const nothingPrivate: Rule = (assembly) => [
  ...types(assembly).map(({ name }) => ({ where: name, name })),
  ...methods(assembly),
  ...properties(assembly).map(({ where, property: { name } }) => ({ where, name })),
  ...enumMembers(assembly).map(({ where, member: { name } }) => ({ where, name })),
].filter(({ name }) => PRIVATE.test(name)).map(({ where }) => ({
  where, what: 'looks private and is public', fix: 'make it private, or mark it @internal with a name that begins with _',
}));
