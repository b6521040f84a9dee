import { methods, written } from './public-api';
import type { Offence, Rule } from './rule';

const GRANT = 'aws-cdk-lib.aws_iam.Grant';
const GRANTEE = 'aws-cdk-lib.aws_iam.IGrantable';
const METRIC = 'aws-cdk-lib.aws_cloudwatch.Metric';
const OPTIONS = 'aws-cdk-lib.aws_cloudwatch.MetricOptions';

/** A grant can be combined and asked whether it was given; a metric can be changed by whoever draws it. As everywhere in the CDK. */
export const grantsAndMetrics: Rule = (assembly) => methods(assembly).flatMap(({ name, where, parameters, returns }): Offence[] => {
  const gives = returns ? written(returns) : 'nothing';
  const last = parameters.at(-1);
  if (/^grant([A-Z]|$)/.test(name)) {
    const [first] = parameters;
    return [
      ...gives === GRANT ? [] : [{ where, what: `returns ${gives}`, fix: 'return iam.Grant' }],
      ...first && written(first.type) === GRANTEE ? [] : [{ where, what: 'does not begin with a grantee', fix: 'take grantee: iam.IGrantable first' }],
    ];
  }
  if (/^metric([A-Z]|$)/.test(name)) {
    return [
      ...gives === METRIC ? [] : [{ where, what: `returns ${gives}`, fix: 'return cloudwatch.Metric' }],
      ...last?.optional && written(last.type) === OPTIONS ? []
        : [{ where, what: 'cannot be changed by its user', fix: 'take props?: cloudwatch.MetricOptions last, and spread them over the defaults' }],
    ];
  }
  return [];
});
