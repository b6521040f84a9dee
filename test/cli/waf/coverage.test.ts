import { RATE, guarded } from './guarded-api';
import { uncovered } from '../../../cli/template/coverage';
import { NOT_RUN_HERE } from '../../../cli/template/not-run-here';
import { wafCoverage, wafNotes } from '../../../cli/waf/coverage';

test('what is followed wholly is not named', () => {
  const deployment = guarded([RATE]);
  expect(wafNotes(deployment)).toEqual([]);
  const { properties, types } = uncovered(deployment, wafCoverage);
  expect([...types.keys(), ...properties.keys()].filter(type => type.startsWith('AWS::WAFv2'))).toEqual([]);
});

test('each rule that is not followed is named', () => {
  const geo = { ...RATE, name: 'geo', statement: { geoMatchStatement: { countryCodes: ['AT'] } } };
  const custom = { ...RATE, name: 'custom', action: { block: { customResponse: { responseCode: 429 } } } };
  expect(wafNotes(guarded([geo, custom]))).toEqual(['Acl: rule geo: GeoMatchStatement (it never matches)', 'Acl: CustomResponse of rule custom']);
});

test('a web ACL outside of the template is named', () => {
  const arn = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/central/1';
  expect(wafNotes(guarded([], arn))).toEqual([`Association: the web ACL ${arn}, which is not in the template (every request passes)`]);
});

test('a web ACL for what does not run here is named', () => {
  const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/1';
  expect(wafNotes(guarded([RATE], undefined, arn))).toEqual([`Association: a web ACL for ${arn}, which is no stage here`]);
});

test('no type stands in two tables', () => {
  expect(Object.keys(wafCoverage).filter(type => NOT_RUN_HERE.includes(type))).toEqual([]);
});
