import { PipelineApps } from '../measure/floor';
import { byTurns } from '../measure/fresh-process';
import type { Subject } from '../measure/measurement';
import { median } from '../measure/statistics';

const ROUNDS = 15;
const BAR = { atMost: 1.3 };

export const synth: Subject = {
  name: 'synth',
  description: `one pipeline without props, and the same resources by typed L1 classes, medians of ${ROUNDS} fresh processes by turns`,
  async measure(place) {
    const apps = new PipelineApps(place);
    const [pipeline, floor, app] = byTurns(ROUNDS, () => apps.pipelines(1), () => apps.floors(1), () => apps.floorWithAsset());
    const medians = (name: 'ms' | 'cpu' | 'process') => ({
      pipeline: median(pipeline.map((run) => run[name])),
      floor: median(floor.map((run) => run[name])),
      // Of each pair: what made the machine slow for a moment, made both slow.
      ratio: median(pipeline.map((run, round) => run[name] / floor[round][name])),
      ratioToApp: median(pipeline.map((run, round) => run[name] / app[round][name])),
    });
    const [inside, cpu, process] = [medians('ms'), medians('cpu'), medians('process')];
    return {
      measurements: [
        { what: 'synth of the pipeline / of L1 classes, in process', figure: inside.ratio, unit: '', bar: BAR },
        { what: 'synth of the pipeline / of L1 classes, whole process', figure: process.ratio, unit: '', bar: BAR },
        { what: 'synth of the pipeline / of L1 classes, CPU time', figure: cpu.ratio, unit: '' },
        { what: 'synth of the pipeline / of L1 classes, function calls', figure: apps.pipelineCalls(1) / apps.floorCalls(1), unit: '' },
        { what: 'synth of the pipeline / of L1 classes and the CDK\'s Asset, in process', figure: inside.ratioToApp, unit: '' },
        { what: 'synth of the pipeline / of L1 classes and the CDK\'s Asset, whole process', figure: process.ratioToApp, unit: '' },
        { what: 'synth of the pipeline, in process', figure: inside.pipeline, unit: 'ms' },
        { what: 'synth of L1 classes, in process', figure: inside.floor, unit: 'ms' },
        { what: 'synth of the pipeline, whole process', figure: process.pipeline, unit: 'ms' },
        { what: 'synth of L1 classes, whole process', figure: process.floor, unit: 'ms' },
      ],
      notes: ['Both templates are equal, resource by resource and property by property, and so are the published files.'],
    };
  },
};
