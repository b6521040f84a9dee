import type { Assembly } from '@jsii/spec';
import { enumMembers, fqnsIn, methods, properties, signatures, types } from './public-api';
import type { Offence, Rule } from './rule';

/** No element is more or less stable than the library, unless it is deprecated and says what to take instead. */
export const oneStability: Rule = (assembly) => {
  const own = assembly.docs?.stability;
  return [
    ...types(assembly).map(({ name, docs }) => ({ where: name, docs })),
    ...methods(assembly),
    ...properties(assembly).map(({ where, property: { docs } }) => ({ where, docs })),
    ...enumMembers(assembly).map(({ where, member: { docs } }) => ({ where, docs })),
  ].flatMap(({ where, docs }): Offence[] => {
    if (docs?.stability === 'deprecated') {
      return docs.deprecated?.trim() ? [] : [{ where, what: 'is deprecated and says nothing else', fix: 'write what to use instead behind @deprecated' }];
    }
    return docs?.stability === own ? [] : [{ where, what: `is ${docs?.stability}, and the library is ${own}`, fix: 'take the tag away' }];
  });
};

/** What the CDK may change or take away must not be in a signature of ours. */
export function stableCdk(cdk: Assembly): Rule {
  return (assembly) => signatures(assembly).flatMap(({ where, of }) => fqnsIn(of).flatMap((fqn): Offence[] => {
    if (!fqn.startsWith(`${cdk.name}.`)) {
      return [];
    }
    const stability = cdk.types?.[fqn]?.docs?.stability ?? 'unknown';
    return stability === 'stable' ? [] : [{ where, what: `has ${fqn}, which is ${stability} in the CDK`, fix: 'take a stable type' }];
  }));
}
