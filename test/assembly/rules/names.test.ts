import { durations } from './durations';
import { noKeywords } from './no-keywords';
import { nothingPrivate } from './nothing-private';
import { valuesAndBehaviours } from './values-and-behaviours';
import { offendersAfter, offendersIn } from '../spoilt';

describe('no keyword', () => {
  test.each([
    ['Python, a parameter', 'export abstract class Pump { abstract fill(from: string): void; }', 'Pump.fill(from)'],
    ['Python, a method', 'export abstract class Pump { abstract yield(): void; }', 'Pump.yield'],
    ['Python, a prop', 'export interface PumpProps { readonly lambda: string; }', 'PumpProps.lambda'],
    ['Python, a type', 'export abstract class None { }', 'None'],
    ['Python, the object itself', 'export abstract class Pump { abstract fill(self: string): void; }', 'Pump.fill(self)'],
    ['Java, a method', 'export abstract class Pump { abstract native(): void; }', 'Pump.native'],
    ['Java, a prop, whose builder has a method of the name', 'export interface PumpProps { readonly transient: boolean; }', 'PumpProps.transient'],
    ['Java, a getter', 'export interface PumpProps { readonly class: string; }', 'PumpProps.class'],
    ['Java, a method of every object', 'export abstract class Pump { abstract wait(seconds: number): void; abstract notifyAll(): void; }', 'Pump.notifyAll', 'Pump.wait'],
    ['Go, a parameter', 'export abstract class Pump { abstract fill(range: number): void; }', 'Pump.fill(range)'],
    ['C#, a parameter', 'export abstract class Pump { abstract fill(event: string): void; }', 'Pump.fill(event)'],
    ['C#, a parameter of a constructor', 'export abstract class Pump { constructor(out: string) { out.trim(); } }', 'Pump(out)'],
    ['C#, a method of every object', 'export abstract class Pump { abstract memberwiseClone(): string; }', 'Pump.memberwiseClone'],
    ['C#, a member with the name of its type', 'export abstract class Pump { abstract pump(): void; }', 'Pump.pump'],
  ])('%s', (_, source, ...offenders) => {
    expect([...new Set(offendersIn(source, noKeywords))]).toEqual(offenders);
  });

  test('what is none once the language spells it is let through', () => {
    expect(offendersIn(`
      export abstract class Pump { abstract event(): void; abstract range(): void; abstract fromFile(typeOf: string, match: string): void; }
      export interface PumpProps { readonly select: string; readonly print: string; readonly list: string; }
      export enum Valve { NONE = "NONE", IS = "IS" }`, noKeywords)).toEqual([]);
  });
});

test('nothing private: names that say so are found', () => {
  expect(offendersIn(`
    export abstract class Pump { abstract internalState(): string; abstract open(): void; }
    export interface PumpProps { readonly privateKey: string; readonly name: string; }`, nothingPrivate))
    .toEqual(['Pump.internalState', 'PumpProps.privateKey']);
});

test('values and behaviours: what can be set is found', () => {
  expect(offendersIn('export class Pump { public level = 1; public readonly size = 2; }', valuesAndBehaviours)).toEqual(['Pump.level']);
});

test('values and behaviours: a method of a struct, and behaviour without an I, are found', () => {
  expect(offendersAfter((copy) => {
    copy.class('QueryOptions').methods = [{ name: 'run' }];
    copy.interface('WebAclLimits').datatype = undefined;
  }, valuesAndBehaviours)).toEqual(['QueryOptions.run', 'WebAclLimits']);
});

test('durations: a number for a span of time is found', () => {
  expect(offendersIn(`
    export interface PumpProps { readonly readTimeout: number; readonly delaySeconds?: number; readonly speed: number; readonly interval: string; }`, durations))
    .toEqual(['PumpProps.readTimeout', 'PumpProps.delaySeconds']);
});
