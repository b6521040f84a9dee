import { byTurns, Probe } from '../measure/fresh-process';
import type { Subject } from '../measure/measurement';
import { median } from '../measure/statistics';

const ROUNDS = 15;

export const importTime: Subject = {
  name: 'import',
  description: `the library above aws-cdk-lib/core, median of ${ROUNDS} fresh processes`,
  async measure(place) {
    const probe = new Probe(place, 'import.js');
    const [library, bare, services] = byTurns(ROUNDS, () => probe.run('library', 'App'), () => probe.run('library'), () => probe.run('services', 'App'));
    return {
      measurements: [
        { what: 'import above aws-cdk-lib/core', figure: median(bare.map(({ ms }) => ms)), unit: 'ms', bar: { atMost: 20 } },
        { what: 'for comparison: import above a core whose App and Stack are loaded', figure: median(library.map(({ ms }) => ms)), unit: 'ms' },
        { what: 'modules loaded above that', figure: median(library.map(({ modules }) => modules)), unit: '' },
        { what: 'for comparison: the nine service modules of aws-cdk-lib', figure: median(services.map(({ ms }) => ms)), unit: 'ms' },
      ],
    };
  },
};
