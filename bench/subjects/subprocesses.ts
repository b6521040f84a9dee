import { rmSync } from 'fs';
import * as path from 'path';
import { Probe } from '../measure/fresh-process';
import type { Subject } from '../measure/measurement';

export const subprocesses: Subject = {
  name: 'subprocesses',
  description: 'processes that a synth starts, with a transform and without one',
  async measure(place) {
    const outdir = path.join(place.project, 'cdk.out.subprocesses');
    rmSync(outdir, { recursive: true, force: true });
    const { started } = new Probe(place, 'subprocesses.js').run(outdir);
    return { measurements: [{ what: 'subprocesses at synth', figure: started, unit: '', bar: { atMost: 0 } }] };
  },
};
