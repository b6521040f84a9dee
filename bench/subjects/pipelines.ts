import { PipelineApps } from '../measure/floor';
import type { ProbeResult } from '../measure/fresh-process';
import type { Subject } from '../measure/measurement';
import { linearFit, median } from '../measure/statistics';
import type { Line } from '../measure/statistics';

const ROUNDS = 3;
const STACKS = [1, 10, 25, 50, 100];
/** 480 resources; a stack takes 500. */
const IN_ONE_STACK = [1, 2, 5, 10];
const COUNTED = [1, 5, 10];

type Point = [count: number, ms: number];

export const pipelines: Subject = {
  name: 'pipelines',
  description: `what each further pipeline adds to a synth, fits through medians of ${ROUNDS} fresh processes`,
  async measure(place) {
    const apps = new PipelineApps(place);
    const growth = (counts: number[], run: (count: number) => ProbeResult): Point[] => {
      const rounds = Array.from({ length: ROUNDS }, () => counts.map((count) => run(count).ms));
      return counts.map((count, index) => [count, median(rounds.map((round) => round[index]))]);
    };
    const stacks = growth(STACKS, (count) => apps.pipelines(count));
    const floors = growth(STACKS, (count) => apps.floors(count));
    const oneStack = growth(IN_ONE_STACK, (count) => apps.pipelines(count, 'stack'));
    const [ofStacks, ofFloors, ofOneStack] = [stacks, floors, oneStack].map(linearFit);
    const calls = linearFit(COUNTED.map((count) => [count, apps.pipelineCalls(count)]));
    const floorCalls = linearFit(COUNTED.map((count) => [count, apps.floorCalls(count)]));
    return {
      measurements: [
        { what: 'each further pipeline, in a stack of its own', figure: ofStacks.slope, unit: 'ms', bar: { atMost: 20 } },
        { what: 'each further pipeline, in the same stack', figure: ofOneStack.slope, unit: 'ms', bar: { atMost: 20 } },
        { what: 'how linear it is to 100 stacks (R² of the fit)', figure: ofStacks.rSquared, unit: '', bar: { atLeast: 0.99 } },
        { what: 'for comparison: the same by typed L1 classes, in a stack of its own', figure: ofFloors.slope, unit: 'ms' },
        { what: 'each further pipeline / by typed L1 classes, time', figure: ofStacks.slope / ofFloors.slope, unit: '' },
        { what: 'each further pipeline / by typed L1 classes, function calls', figure: calls.slope / floorCalls.slope, unit: '' },
        { what: 'how linear function calls are to 10 stacks (R² of the fit)', figure: calls.rSquared, unit: '' },
      ],
      notes: [
        described('Stacks with one pipeline each', stacks, ofStacks),
        described('Pipelines in one stack', oneStack, ofOneStack),
        described('Stacks of typed L1 classes', floors, ofFloors),
      ],
    };
  },
};

function described(what: string, points: Point[], { slope, intercept, rSquared }: Line): string {
  const list = points.map(([count, ms]) => `${count}: ${ms.toFixed(0)} ms`).join(', ');
  return `${what}: ${list}; fit ${intercept.toFixed(0)} ms + ${slope.toFixed(1)} ms each, R² ${rSquared.toFixed(4)}`;
}
