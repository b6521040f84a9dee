/** One resource of a template, its intrinsic functions resolved to plain values. */
export interface Resource {
  /** The stack that holds it. */
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The properties with every intrinsic function resolved. */
  readonly properties: Record<string, any>;
  /** What `Ref` gives: the physical name or id. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for `Arn`; undefined for a type that has no ARN here. */
  readonly arn?: string;
}

export interface Output {
  readonly stack: string;
  readonly logicalId: string;
  readonly value: string;
}

/** A resource or an output that cannot be known here, such as one that needs a value of another account. */
export interface Unresolved {
  readonly stack: string;
  readonly logicalId: string;
  /** The type of the resource; undefined for an output. */
  readonly type?: string;
  readonly reason: string;
}

/** All stacks of a cloud assembly (or one template), as if they had been deployed to this machine. */
export interface Deployment {
  readonly accountId: string;
  readonly region: string;
  readonly outputs: readonly Output[];
  /** What could not be resolved; none if undefined. */
  readonly unresolved?: readonly Unresolved[];
  /**
   * The resources of a type, over all stacks, in the order of the templates.
   * @throws Failure if one of them cannot be resolved: who asks needs them all
   */
  resources(type: string): readonly Resource[];
  /** Every resource of every stack that could be resolved. */
  all(): readonly Resource[];
  /** The folder or file of an asset by the key its template names (`<hash>.zip`); undefined if no manifest lists it. */
  assetPath(objectKey: string): string | undefined;
}

/**
 * What the local run does with the properties of a resource type. A property in neither list is named in a warning, so that nothing
 * is ignored in silence.
 */
export interface TypeCoverage {
  /** Top-level properties, or dotted paths below them, that the run follows. */
  readonly run: readonly string[];
  /** Properties that have nothing to do on one machine (tags, descriptions). */
  readonly inert: readonly string[];
}

/** By resource type, e.g. `AWS::ApiGateway::Method`. */
export type Coverage = Readonly<Record<string, TypeCoverage>>;
