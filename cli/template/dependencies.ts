import { Failure } from '../failure';

/** Templates in which things wait for each other: CloudFormation refuses the whole of them. */
export class CircularDependency extends Failure {}

/** CloudFormation refuses resources that wait for each other, so the local run does too. */
export function failOnCycle(stack: string, references: ReadonlyMap<string, ReadonlySet<string>>): void {
  const done = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]) => {
    if (done.has(logicalId)) return;
    if (path.includes(logicalId)) {
      throw new CircularDependency(`circular dependency in stack ${stack}: ${[...path.slice(path.indexOf(logicalId)), logicalId].join(' -> ')}`);
    }
    for (const next of references.get(logicalId) ?? []) visit(next, [...path, logicalId]);
    done.add(logicalId);
  };
  for (const logicalId of references.keys()) visit(logicalId, []);
}
