import { readFileSync } from 'fs';
import * as path from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { temporaryFolder } from '../support/assembly';

const STRICT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
  // The report is read here, so that all findings are seen and not only that there are some.
  '@aws-cdk/core:failSynthOnValidationErrors': false,
};

/** A stack with a fault. A report without findings names no validator: this one shows that it ran, on this very app. */
const CANARY = 'Canary';

/** What the CDK's own template validator says of an app in strict mode, warnings too: `<rule> <description>`, one of each. */
export function findings(add: (app: App) => void): string[] {
  // The other tests run without the validator, which takes its time.
  process.env.CDK_VALIDATION = 'true';
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context: STRICT });
  add(app);
  new CfnResource(new Stack(app, CANARY), 'Queue', { type: 'AWS::SQS::Queue', properties: { NoSuchProperty: true } });
  app.synth();

  const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  const violations: any[] = report.pluginReports.flatMap((plugin: any) => plugin.violations);
  const ofCanary = (construct: any) => construct.constructPath.startsWith(`${CANARY}/`);
  if (!violations.some((violation) => violation.violatingConstructs.some(ofCanary))) {
    throw new Error('the validator did not run');
  }
  return violations
    .filter((violation) => !violation.violatingConstructs.every(ofCanary))
    .map((violation) => `${violation.ruleName} ${violation.description}`);
}
