import type { Assembly, Type } from '@jsii/spec';
import { parameters, props } from './public-api';
import type { Offence, Rule } from './rule';

const IS_ARN = /(?:^a|A)rn$|ARN$/;
const IS_NAME = /(?:name|id)$/i;

/**
 * What refers to a resource is a construct: with an ARN or a name alone nothing can be granted, and nothing checked at synth.
 *
 * @param cdk the assembly of aws-cdk-lib, whose interfaces say which resources there are
 */
export function constructsNotNames(cdk: Assembly): Rule {
  const resources = resourcesOf(cdk);
  return (assembly) => {
    const texts = [
      ...props(assembly).map(({ where, property }) => ({ where, name: property.name, type: property.type, inProps: true })),
      ...parameters(assembly).map(({ where, parameter }) => ({ where, name: parameter.name, type: parameter.type, inProps: false })),
    ].filter(({ type }) => 'primitive' in type && type.primitive === 'string');
    return texts.flatMap(({ where, name, inProps }): Offence[] => {
      if (IS_ARN.test(name)) {
        return [{ where, what: 'is the text of an ARN', fix: 'take the interface of the resource (IBucket, IKey, I…Ref)' }];
      }
      const resource = inProps && IS_NAME.test(name) ? resources.get(name.replace(IS_NAME, '').toLowerCase()) : undefined;
      return resource ? [{
        where,
        what: `is a name, and the CDK has ${resource}`,
        fix: `take ${resource}, or say in exceptions.ts that it names what is made here`,
      }] : [];
    });
  };
}

/** The interfaces of resources, by the noun in lower case: `bucket` is `aws_s3.IBucket`. One that is written by hand goes before a generated one. */
function resourcesOf(cdk: Assembly): ReadonlyMap<string, string> {
  const interfaces = Object.values(cdk.types ?? {}).filter((type) => type.kind === 'interface' && !type.datatype && /^I[A-Z]/.test(type.name));
  const generatedFirst = [...interfaces.filter(isGenerated), ...interfaces.filter((type) => !isGenerated(type))];
  return new Map(generatedFirst.map(({ name, fqn }) => [name.slice(1).replace(/Ref$/, '').toLowerCase(), fqn.replace(`${cdk.name}.`, '')]));
}

function isGenerated({ name }: Type): boolean {
  return name.endsWith('Ref');
}
