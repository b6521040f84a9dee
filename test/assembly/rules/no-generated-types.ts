import { fqnsIn, parameters, props } from './public-api';
import type { Rule } from './rule';

/** What is generated from CloudFormation changes with it, and cannot be imported. An interface such as `IDeliveryStreamRef` is another thing. */
export const noGeneratedTypes: Rule = (assembly) => [
  ...props(assembly).map(({ where, property }) => ({ where, of: property.type })),
  ...parameters(assembly).map(({ where, parameter }) => ({ where, of: parameter.type })),
].flatMap(({ where, of }) => {
  const generated = fqnsIn(of).find((fqn) => fqn.split('.').some((part) => /^Cfn[A-Z]/.test(part)));
  return generated ? [{ where, what: `takes ${generated}, an L1`, fix: 'take its interface (I…Ref or I…), or a struct of your own' }] : [];
});
