import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { undocumentedThrows } from './throws';

test('each constructor and method that can throw says when', () => {
  const offences = undocumentedThrows(path.resolve(__dirname, '../../src/index.ts'));

  expect(offences.map(({ where, what, fix }) => `${where} ${what}; ${fix}`)).toEqual([]);
});

describe('a library of a few lines', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'throws-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function offencesOf(source: string): string[] {
    writeFileSync(path.join(folder, 'checks.ts'), 'export function check(n: number) { if (n < 0) { throw new Error("negative"); } }');
    writeFileSync(path.join(folder, 'index.ts'), `import { check } from './checks';\n${source}`);
    return undocumentedThrows(path.join(folder, 'index.ts')).map(({ where, what }) => `${where} ${what}`);
  }

  test('is asked for what it throws itself', () => {
    expect(offencesOf('export class Pump { start() { throw new Error("dry"); } }; check(1);')).toEqual(['Pump.start can throw (throw)']);
  });

  test('is asked for what a function in another file throws, through others', () => {
    expect(offencesOf(`
      export class Pump {
        constructor(litres: number) { this.fill(litres); }
        private fill(litres: number) { check(litres); }
      }`)).toEqual(['Pump can throw (this.fill > check > throw)']);
  });

  test('is asked for what a function throws that it hands on', () => {
    expect(offencesOf(`
      class Later { constructor(readonly run: () => void) {} }
      export class Pump { static later(litres: number) { return new Later(() => check(litres)); } }`)).toEqual(['Pump.later can throw (check > throw)']);
  });

  test('is not asked again for what it documents, nor for what it catches, keeps private or marks as internal', () => {
    expect(offencesOf(`
      export class Pump {
        /** @throws Error if there is nothing in it */
        start() { check(-1); }
        try() { try { check(-1); } catch { return; } }
        private stop() { check(-1); }
        /** @internal */
        _stop() { this.stop(); }
      }`)).toEqual([]);
  });

  test('is asked of each member of a circle of calls, whichever is looked at first', () => {
    expect(offencesOf(`
      export class Pump {
        start() { this.stop(); }
        stop() { if (Math.PI > 4) { this.start(); } this.drain(); }
        drain() { this.start(); check(1); }
      }`).map((offence) => offence.split(' ')[0])).toEqual(['Pump.start', 'Pump.stop', 'Pump.drain']);
  });

  test('is asked if the tag says nothing', () => {
    expect(offencesOf('export class Pump { /** @throws */ start() { check(-1); } }')).toEqual(['Pump.start can throw (check > throw)']);
  });
});
