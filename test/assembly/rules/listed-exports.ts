import { types } from './public-api';
import type { Rule } from './rule';

/** Names are API: one that is exported by chance cannot be taken back. */
export function listedExports(listed: readonly string[]): Rule {
  return (assembly) => {
    const exported = types(assembly).map(({ name }) => name);
    return [
      ...exported.filter((name) => !listed.includes(name)).map((where) => ({
        where, what: 'is exported and not listed', fix: 'do not export it from its folder, or add it to exported-names.ts if users need it',
      })),
      ...listed.filter((name) => !exported.includes(name)).map((where) => ({
        where, what: 'is listed and not exported', fix: 'export it; if it was taken away on purpose, take it off exported-names.ts and write a release note',
      })),
    ];
  };
}
