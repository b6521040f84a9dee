import type { TypeReference } from '@jsii/spec';
import { parameters, props, textOf, written } from './public-api';
import type { Rule } from './rule';

const NUMBER = '\\d[\\d,.]*';
const TIMES = 'milliseconds?|seconds?|minutes?|hours?|days?';
const SIZES = 'bytes?|K(?:i?B)|M(?:i?B)|G(?:i?B)|kibibytes?|mebibytes?|gibibytes?';
const COUNTS = 'times|requests?|events?|records?|characters|percent';

/** What a value of each type is counted in. */
const UNITS: Record<string, string> = {
  'aws-cdk-lib.Duration': TIMES,
  'aws-cdk-lib.Size': SIZES,
  'number': `${TIMES}|${SIZES}|${COUNTS}`,
};

/** `0 to 900`, `1 second to 5 minutes`, `at most 10`, `Minimum: 1`. */
const LIMIT = new RegExp(`${NUMBER}(?: \\w+)? to ${NUMBER}|(?:at most|at least|up to|minimum:|maximum:) ${NUMBER}|${NUMBER}(?: \\w+)? or (?:more|less)`, 'i');

/** A number or a duration alone says nothing of its unit, and only the validation knows its limits: both belong into the text. */
export const limits: Rule = (assembly) => [
  ...props(assembly).map(({ where, property: { type, docs } }) => ({ where, type, text: textOf(docs) })),
  ...parameters(assembly).map(({ where, parameter, callable }) => ({ where, type: parameter.type, text: [parameter.docs, callable.docs].map(textOf).join(' ') })),
].flatMap(({ where, type, text }) => {
  const units = unitsOf(type);
  if (!units) {
    return [];
  }
  return [
    ...namesUnit(text, units) ? [] : [{
      where, what: 'does not name its unit', fix: `write it behind the number, or as "in …" or "how many …": ${units.replace(/\(\?:([^)]*)\)/g, '$1').replace(/\?/g, '').replace(/\|/g, ', ')}`,
    }],
    ...LIMIT.test(text) ? [] : [{ where, what: 'does not name its limits', fix: 'write them as "1 to 10", "at least 1" or "at most 10"' }],
  ];
});

function unitsOf(type: TypeReference): string | undefined {
  return UNITS[written(type)];
}

function namesUnit(text: string, units: string): boolean {
  return new RegExp(`${NUMBER} (?:whole )?(?:${units})\\b|\\b(?:in|how many)(?: whole)? (?:${units})\\b`, 'i').test(text);
}
