import { partsOf, signatures, written } from './public-api';
import type { Rule } from './rule';

/**
 * A value has one type. Java, Go and C# have no unions: a user would get `Object` and no help from the compiler, as with `any` and JSON.
 */
export const oneType: Rule = (assembly) => signatures(assembly).flatMap(({ where, of }) => {
  const loose = partsOf(of).find((part) => 'union' in part || 'intersection' in part || ('primitive' in part && ['any', 'json'].includes(part.primitive)));
  return loose ? [{
    where,
    what: `has the type ${written(loose)}, which other languages know as any object`,
    fix: 'give it one type: a class with a static factory for each choice, or a struct',
  }] : [];
});
