import { allowedText } from './allowed-text';
import { constructorsSayWhatTheyThrow, constructSignature } from './constructors';
import { defaults, documented } from './documented';
import { limits } from './limits';
import { offendersAfter, offendersIn } from '../spoilt';

test('documentation: a type, method, prop or enum member without a text is found', () => {
  expect(offendersIn(`
    export interface PumpProps { /** How large. */ readonly size: number; readonly name: string; }
    /** Moves water. */
    export abstract class Pump { /** Begins. */ abstract start(): void; abstract stop(): void; }
    /** Its state. */
    export enum Valve { /** Water flows. */ OPEN, SHUT }`, documented)).toEqual(['PumpProps', 'Pump.stop', 'PumpProps.name', 'Valve.SHUT']);
});

test('defaults: an optional prop without one, or with undefined, and a required one with one are found', () => {
  expect(offendersIn(`
    export interface PumpProps {
      readonly size?: number;
      /** @default undefined */
      readonly name?: string;
      /** @default 1 */
      readonly parts: number;
      /** @default - none */
      readonly valve?: string;
    }`, defaults)).toEqual(['PumpProps.parts', 'PumpProps.name', 'PumpProps.size']);
});

describe('limits', () => {
  function offenders(text: string): string[] {
    return offendersIn(`export interface PumpProps { /** ${text} */ readonly size: number; }`, limits);
  }

  test.each([
    ['0 to 900 seconds.'],
    ['The memory in MiB, 128 to 10,240.'],
    ['1 second to 5 minutes.'],
    ['How many requests it takes: at most 10.'],
    ['In whole days. Minimum: 1 day.'],
    ['1 event or more.'],
  ])('"%s" is enough', (text) => {
    expect(offenders(text)).toEqual([]);
  });

  test.each([
    ['no unit', 'How large it is: 1 to 10.'],
    ['a unit that stands elsewhere', 'How often it is read again after some seconds: 1 to 10.'],
    ['no limits', 'How large it is, in bytes.'],
    ['an example', 'How large it is, such as 5 bytes.'],
  ])('%s is found', (_, text) => {
    expect(offenders(text)).toEqual(['PumpProps.size']);
  });

  test('a Duration in bytes, and a Size without limits, are found', () => {
    expect(offendersAfter((copy) => {
      copy.property('QueryOptions', 'resultExpiry').docs = { summary: 'At least 1 byte.' };
      copy.property('WebAclLimits', 'maxBodySize').docs = { summary: 'How large a body may be, in bytes.' };
    }, limits)).toEqual(['QueryOptions.resultExpiry', 'WebAclLimits.maxBodySize']);
  });
});

describe('allowed texts', () => {
  function offenders(text: string, type = 'string'): string[] {
    return offendersIn(`export interface PumpProps { /** ${text} */ readonly name: ${type}; }`, allowedText);
  }

  test.each([
    ['1 to 64 of `a-z 0-9 _`.'],
    ['At most 20 letters.'],
    ['SQL, up to 262,144 bytes.'],
    ['The first day: `yyyy-MM-dd`.'],
    ['One part or more of `A-Z a-z`.'],
    ['Where it is: `https://host[:port]`.'],
    ['Its scope: `<server>/<scope>`.'],
  ])('"%s" is enough', (text) => {
    expect(offenders(text)).toEqual([]);
  });

  test.each([
    ['an example', 'A name such as `pump-1`.'],
    ['a length without characters', 'At most 20 characters.'],
    ['characters without a length', 'Of `a-z 0-9`.'],
    ['a path that is no form', 'What `/track` takes.'],
  ])('%s is found', (_, text) => {
    expect(offenders(text)).toEqual(['PumpProps.name']);
  });

  test('a list of texts is found', () => {
    expect(offenders('All names.', 'string[]')).toEqual(['PumpProps.name']);
  });

  test('a parameter is found, unless its method or its class says it', () => {
    expect(offendersIn(`
      /** Moves. */
      export abstract class Pump { /** Begins. */ abstract start(name: string): void; /** Ends, after 1 to 9 letters. */ abstract stop(name: string): void; }
      /** A name is 1 to 9 letters. */
      export abstract class Valve { /** Begins. */ abstract open(name: string): void; }`, allowedText)).toEqual(['Pump.start(name)']);
  });
});

describe('constructors', () => {
  test('a construct that does not say what it throws is found', () => {
    expect(offendersAfter((copy) => {
      copy.class('TrackApi').initializer!.docs = { custom: { throws: ' ' } };
    }, constructorsSayWhatTheyThrow)).toEqual(['TrackApi']);
  });

  test('a construct of a construct of this library is one', () => {
    expect(offendersAfter((copy) => {
      copy.class('WebAcl').base = 'cdk-serverless-data-pipeline.TrackApi';
    }, constructorsSayWhatTheyThrow)).toEqual(['WebAcl']);
  });

  test('a construct with other parameters is found', () => {
    expect(offendersAfter((copy) => {
      copy.class('TrackApi').initializer!.parameters!.pop();
    }, constructSignature)).toEqual(['TrackApi']);
  });

  test('props that must be given although none of them must is found', () => {
    expect(offendersAfter((copy) => {
      copy.class('DeliveryStream').initializer!.parameters![2].optional = undefined;
    }, constructSignature)).toEqual(['DeliveryStream']);
  });
});
