import { readFileSync } from 'fs';
import * as path from 'path';
import { App, Validations } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { ServerlessDataPipelineProps } from '../../src';
import { temporaryFolder } from '../support/assembly';
import { addPipeline, broughtBesides, findingOf, hardened, promised, ROWS, rulesOf } from '../support/nag-packs';

const PACKS = { HIPAA: HIPAASecurityChecks, NIST: NIST80053R5Checks, PCI: PCIDSS321Checks, Serverless: ServerlessChecks };

beforeEach(() => {
  // The other tests run without validation, which takes its time.
  process.env.CDK_VALIDATION = 'true';
});

/** What all packs of version 3 find on the resources of a pipeline. */
function findings(propsOf: (stack: Stack) => ServerlessDataPipelineProps): string[] {
  return Object.entries(PACKS).flatMap(([pack, Checks]) => {
    const outdir = path.join(temporaryFolder(), 'cdk.out');
    const app = new App({ outdir, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
    addPipeline(app, propsOf);
    Validations.of(app).addPlugins(new Checks(app, { verbose: true }));
    app.synth();
    const { pluginReports } = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
    const violations: any[] = pluginReports.flatMap((report: any) => report.violations);
    return violations
      .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map((construct: any) => findingOf(ruleName, pack, construct.constructPath)))
      .filter((finding) => finding !== undefined);
  });
}

// Only version 2 cannot judge it.
const rows = ROWS.filter(({ rule }) => rule !== 'APIGWStructuredLogging');

test('version 3 finds the rules of the page, and no other', () => {
  expect(rulesOf([...findings(() => ({})), ...findings(hardened)])).toEqual(promised(rows));
});

test('version 3 finds no rule that a prop fixes', () => {
  expect(rulesOf(findings(broughtBesides))).toEqual(promised(rows.filter(({ fix }) => fix === '-')));
});
