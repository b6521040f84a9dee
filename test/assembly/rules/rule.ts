import type { Assembly } from '@jsii/spec';

/** Where an API breaks a rule. */
export interface Offence {
  /** The element: `Type`, `Type.member`, `Type.method(parameter)` or `Type(parameter)` of a constructor. */
  readonly where: string;
  /** What is wrong with it. */
  readonly what: string;
  /** What to do now. */
  readonly fix: string;
}

export type Rule = (assembly: Assembly) => Offence[];
