import type { CfnDeployment, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Lazy } from 'aws-cdk-lib/core';

/** What the CDK does not publish of the deployment that `RestApi` makes. */
interface NamedByItsMethods {
  calculateLogicalId?(): string;
}

/**
 * `RestApi` names its deployment after a hash of all methods, and works that out anew each time that a synth asks for the name: six times, a tenth of
 * the time of a pipeline. After validation nothing may change any more, so that the name of then is kept until the next synth.
 *
 * The CDK has no other way to ask for the name than the one that is replaced here. Should it call its method otherwise some day, the name is
 * worked out each time again.
 */
export function keepDeploymentId(api: RestApi): void {
  const deployment = api.latestDeployment?.node.defaultChild as CfnDeployment & NamedByItsMethods | undefined;
  const calculate = deployment?.calculateLogicalId?.bind(deployment);
  if (!deployment || !calculate) {
    return;
  }
  let kept: string | undefined;
  deployment.overrideLogicalId(Lazy.uncachedString({ produce: () => kept ?? calculate() }));
  deployment.node.addValidation({
    validate: () => {
      kept = calculate();
      return [];
    },
  });
}
