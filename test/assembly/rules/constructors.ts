import type { Assembly, ClassType, Type } from '@jsii/spec';
import type { Callable } from './public-api';
import { constructors, isStruct, written } from './public-api';
import type { Offence, Rule } from './rule';

const CONSTRUCTS = ['constructs.Construct', 'aws-cdk-lib.Resource'];

/** `scope, id, props`: as every construct, and with a struct named like it. */
export const constructSignature: Rule = (assembly) => constructs(assembly).flatMap(({ where, type, parameters }): Offence[] => {
  const struct = `${assembly.name}.${type.name}Props`;
  const given = parameters.map((parameter) => written(parameter.type)).join(', ');
  return [
    ...given === `constructs.Construct, string, ${struct}` ? [] : [{
      where, what: `is made with (${given})`, fix: `take (scope: Construct, id: string, props: ${type.name}Props)`,
    }],
    ...nothingRequired(assembly.types?.[struct]) && !parameters.at(-1)?.optional ? [{
      where, what: 'asks for props of which none is required', fix: 'make props optional: props = {}',
    }] : [],
  ];
});

/** Every construct checks what it is given when it is made. What else can throw is seen in the sources: see throws.ts. */
export const constructorsSayWhatTheyThrow: Rule = (assembly) => constructs(assembly)
  .filter(({ docs }) => !docs.custom?.throws?.trim())
  .map(({ where }) => ({ where, what: 'has a constructor without @throws', fix: 'write @throws Error and when' }));

function constructs(assembly: Assembly): Callable[] {
  return constructors(assembly).filter(({ type }) => isConstruct(assembly, type));
}

function nothingRequired(struct: Type | undefined): boolean {
  return struct !== undefined && isStruct(struct) && (struct.properties ?? []).every(({ optional }) => optional);
}

function isConstruct(assembly: Assembly, type: Type): type is ClassType {
  if (type.kind !== 'class' || type.base === undefined) {
    return false;
  }
  const base = assembly.types?.[type.base];
  return CONSTRUCTS.includes(type.base) || (base !== undefined && isConstruct(assembly, base));
}
