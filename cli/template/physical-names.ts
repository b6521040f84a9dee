import { partitionOf, urlSuffixOf } from './environment';
import type { Environment } from './environment';
import { TYPE_NAMES } from './type-names';

/** The names of one deployed resource. */
export interface PhysicalNames {
  readonly ref: string;
  readonly arn?: string;
  /** What `Fn::GetAtt` gives for any other attribute. */
  attribute(name: string): unknown;
}

/** What a name can be made of. */
export interface NameParts extends Environment {
  /** The explicit name of the template, or one made from the logical id. */
  readonly name: string;
  /** Tells this resource from every other of the assembly. */
  readonly seed: string;
  readonly partition: string;
  readonly urlSuffix: string;
  /** A property of the resource, resolved. */
  property(name: string): unknown;
}

/** How the resources of a type are called; see type-names.ts. */
export interface TypeNames {
  /** The property that holds an explicit name; a dotted path below `Properties`. */
  readonly nameProperty?: string;
  /** The name of a resource without one; its seed if not given. */
  readonly madeName?: (seed: string) => string;
  /** What `Ref` gives; the name if not given. */
  readonly ref?: (parts: NameParts) => string;
  readonly arn?: (parts: NameParts) => string;
  readonly attributes?: Readonly<Record<string, (parts: NameParts) => unknown>>;
}

/**
 * The names of a resource as services would find each other by.
 * @param seed the logical id, with the stack in front where two stacks use the same one
 */
export function physicalNames(type: string, seed: string, environment: Environment, property: (name: string) => unknown): PhysicalNames {
  const names: TypeNames = TYPE_NAMES[type] ?? {};
  const explicit = names.nameProperty === undefined ? undefined : property(names.nameProperty);
  const parts: NameParts = {
    ...environment,
    seed,
    name: typeof explicit === 'string' ? explicit : (names.madeName ?? ((text: string) => text))(seed),
    partition: partitionOf(environment.region),
    urlSuffix: urlSuffixOf(environment.region),
    property,
  };
  return {
    ref: names.ref?.(parts) ?? parts.name,
    arn: (names.arn ?? (TYPE_NAMES[type] === undefined ? genericArn(type) : undefined))?.(parts),
    // An attribute nobody listed still needs a value that is stable and tells where it comes from.
    attribute: name => names.attributes?.[name]?.(parts) ?? `${seed}-${name}`,
  };
}

function genericArn(type: string): (parts: NameParts) => string {
  const [, service = 'custom', kind = 'resource'] = type.split('::');
  return parts => `arn:${parts.partition}:${service.toLowerCase()}:${parts.region}:${parts.account}:${kind.toLowerCase()}/${parts.name}`;
}
