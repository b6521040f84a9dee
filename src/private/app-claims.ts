import type { IConstruct } from 'constructs';

/** What constructs of one app have taken, by what it is and where; the app is the widest place that synth can see. */
export function appClaims<T>(scope: IConstruct, kind: string): Map<string, T> {
  const key = Symbol.for(`cdk-serverless-data-pipeline.${kind}`);
  const root: any = scope.node.root;
  root[key] ??= new Map<string, T>();
  return root[key];
}
