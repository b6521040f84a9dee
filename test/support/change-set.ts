import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Deployment, Resource } from '../../cli/template/deployment';

const SPEC = loadAwsServiceSpecSync();

/** The name that a service knows a resource by, and of which it has one. */
const IDENTITIES: Readonly<Record<string, (properties: Record<string, any>) => string>> = {
  'AWS::Athena::WorkGroup': ({ Name }) => Name,
  'AWS::Glue::Database': ({ DatabaseInput }) => DatabaseInput.Name,
  'AWS::Glue::Table': ({ DatabaseName, TableInput }) => `${DatabaseName}.${TableInput.Name}`,
};

/**
 * Glue answers "Database cannot be renamed" and "Table cannot be renamed". The specification says that another name replaces the resource, but
 * CloudFormation hands it on to the resource that is there.
 */
export const NEVER_RENAMED: Readonly<Record<string, string>> = { 'AWS::Glue::Database': 'DatabaseInput', 'AWS::Glue::Table': 'TableInput' };

/** What an update does to the resources that services know by a name. */
export interface ChangeSet {
  /** Why the update would fail and be rolled back. */
  readonly refused: string[];
  /** The types and names of what is new, and of what is then gone. */
  readonly created: string[];
  readonly deleted: string[];
}

/** Whether CloudFormation makes a new resource when a property changes. */
export function causesReplacement(type: string, property: string): boolean {
  const resources = SPEC.lookup('resource', 'cloudFormationType', 'equals', type);
  return resources.length === 1 && resources.only().properties[property]?.causesReplacement === 'yes';
}

/**
 * An update as CloudFormation does it: a resource is one with its logical id, what is new is created first, and what is left over is deleted at the end.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export function changeSet(before: Deployment, after: Deployment): ChangeSet {
  const old = named(before);
  const refused: string[] = [];
  const kept = new Set<Resource>();
  const created = named(after).flatMap((resource) => {
    const was = old.find(({ stack, logicalId }) => stack === resource.stack && logicalId === resource.logicalId);
    if (was && !isReplaced(was, resource)) {
      kept.add(was);
      const input = NEVER_RENAMED[resource.type];
      if (input && was.properties[input].Name !== resource.properties[input].Name) {
        refused.push(`${nameOf(was)} cannot be renamed to ${nameOf(resource)}`);
      }
      return [];
    }
    if (old.some((other) => nameOf(other) === nameOf(resource))) {
      refused.push(`${nameOf(resource)} exists already`);
    }
    return [nameOf(resource)];
  });
  return { refused, created, deleted: old.filter((resource) => !kept.has(resource)).map(nameOf) };
}

function named(deployment: Deployment): Resource[] {
  return deployment.all().filter(({ type }) => type in IDENTITIES);
}

function isReplaced(before: Resource, after: Resource): boolean {
  return Object.keys({ ...before.properties, ...after.properties })
    .some((property) => causesReplacement(after.type, property) && before.properties[property] !== after.properties[property]);
}

function nameOf({ type, properties }: Resource): string {
  return `${type.split('::').at(-1)} ${IDENTITIES[type](properties)}`;
}
