import { App, Aspects } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { INagLogger, NagLoggerBaseData } from 'cdk-nag';
import type { ServerlessDataPipelineProps } from '../src';
import { addPipeline, broughtBesides, findingOf, hardened, MOST, promised, RESOURCES, ROWS, rulesOf } from './support/nag-packs';
import type { Row } from './support/nag-packs';

const PACKS = { HIPAA: HIPAASecurityChecks, NIST: NIST80053R5Checks, PCI: PCIDSS321Checks, Serverless: ServerlessChecks };

/** What all packs of version 2 find on the resources of a pipeline. A rule that fails is found too. */
function findings(propsOf: (stack: Stack) => ServerlessDataPipelineProps): string[] {
  return Object.entries(PACKS).flatMap(([pack, Checks]) => {
    const app = new App();
    addPipeline(app, propsOf);
    const found: string[] = [];
    const add = ({ ruleId, resource }: NagLoggerBaseData) => found.push(...[findingOf(ruleId, pack, resource.node.path) ?? []].flat());
    const ignore = () => {};
    const logger: INagLogger = {
      onCompliance: ignore, onNotApplicable: ignore, onSuppressed: add, onSuppressedError: add, onNonCompliance: add, onError: add,
    };
    Aspects.of(app).add(new Checks({ verbose: true, reports: false, additionalLoggers: [logger] }));
    app.synth();
    return found;
  });
}

const byDefault = findings(() => ({}));
const withOptions = findings(hardened);

describe('the table of the other packs', () => {
  test('names every rule that is found, and no other', () => {
    expect(rulesOf([...byDefault, ...withOptions])).toEqual(promised(ROWS));
  });

  test.each(ROWS.flatMap(({ rule, packs, resource }) => packs.map((pack) => [rule, pack, resource])))(
    'says where %s of %s is found: on %s', (rule, pack, resource) => {
      const places = new Set([...byDefault, ...withOptions].filter((finding) => finding.startsWith(`${rule} ${pack} `)).map((finding) => finding.split(' ')[2]));
      expect([...places].filter((place) => !RESOURCES[resource].test(place))).toEqual([]);
      expect(places.size).toBe(MOST[resource] ?? 1);
    });

  test('says which rules a prop fixes: with all of the props the others are left', () => {
    expect(rulesOf(findings(broughtBesides))).toEqual(promised(ROWS.filter(({ fix }) => fix === '-')));
  });

  test('says which of them an option fixes and which a bucket or a web ACL of the user', () => {
    const byUser = ({ fix }: Row) => /`bucket`|fromArn/.test(fix);
    expect(rulesOf(withOptions)).toEqual(promised(ROWS.filter((row) => row.fix === '-' || byUser(row))));
  });

  test('has a reason in each row', () => {
    expect(ROWS.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });
});
