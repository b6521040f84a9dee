import { compiledLibrary } from './compiled-library';
import { EXCEPTIONS } from './exceptions';
import type { RuleName } from './rules';
import { RULES } from './rules';
import type { Offence, Rule } from './rules/rule';

const assembly = compiledLibrary();

describe.each(Object.entries(RULES) as [RuleName, Rule][])('%s', (name, rule) => {
  const offences = rule(assembly);
  const exceptions = EXCEPTIONS.filter((exception) => exception.rule === name);

  test('is kept by the whole API', () => {
    const unexpected = offences.filter(({ where }) => !exceptions.some((exception) => exception.where === where));

    expect(unexpected.map(inWords)).toEqual([]);
  });

  test('needs each of its exceptions', () => {
    const idle = exceptions.filter(({ where }) => !offences.some((offence) => offence.where === where));

    expect(idle.map(({ where }) => `${where} keeps the rule: take it off exceptions.ts`)).toEqual([]);
  });
});

test('gives a reason for each exception', () => {
  expect(EXCEPTIONS.filter(({ because }) => because.trim() === '')).toEqual([]);
});

function inWords({ where, what, fix }: Offence): string {
  return `${where} ${what}; ${fix}`;
}
