import { PipelineApps } from '../measure/floor';
import type { Subject } from '../measure/measurement';
import { linearFit, median } from '../measure/statistics';
import type { Line } from '../measure/statistics';

const ROUNDS = 3;
const STACKS = [1, 10, 25, 50, 100];
/** 480 resources; a stack takes 500. */
const IN_ONE_STACK = [1, 2, 5, 10];

export const pipelines: Subject = {
  name: 'pipelines',
  description: `what each further pipeline adds to a synth, fits through medians of ${ROUNDS} fresh processes`,
  async measure(place) {
    const apps = new PipelineApps(place);
    const growth = (counts: number[], run: (count: number) => { ms: number }) => {
      const rounds = Array.from({ length: ROUNDS }, () => counts.map((count) => run(count).ms));
      return counts.map((count, index): [number, number] => [count, median(rounds.map((round) => round[index]))]);
    };
    const stacks = growth(STACKS, (count) => apps.pipelines(count) as any);
    const floors = growth(STACKS, (count) => apps.floors(count) as any);
    const oneStack = growth(IN_ONE_STACK, (count) => apps.pipelines(count, 'stack') as any);
    const [ofStacks, ofFloors, ofOneStack] = [stacks, floors, oneStack].map(linearFit);
    return {
      measurements: [
        { what: 'each further pipeline, in a stack of its own', figure: ofStacks.slope, unit: 'ms', bar: { atMost: 20 } },
        { what: 'each further pipeline, in the same stack', figure: ofOneStack.slope, unit: 'ms', bar: { atMost: 20 } },
        { what: 'how linear it is to 100 stacks (R² of the fit)', figure: ofStacks.rSquared, unit: '', bar: { atLeast: 0.99 } },
        { what: 'for comparison: the same by typed L1 classes, in a stack of its own', figure: ofFloors.slope, unit: 'ms' },
        { what: 'each further pipeline / by typed L1 classes', figure: ofStacks.slope / ofFloors.slope, unit: '' },
      ],
      notes: [
        described('Stacks with one pipeline each', stacks, ofStacks),
        described('Pipelines in one stack', oneStack, ofOneStack),
        described('Stacks of typed L1 classes', floors, ofFloors),
      ],
    };
  },
};

function described(what: string, points: [number, number][], { slope, intercept, rSquared }: Line): string {
  const list = points.map(([count, ms]) => `${count}: ${ms.toFixed(0)} ms`).join(', ');
  return `${what}: ${list}; fit ${intercept.toFixed(0)} ms + ${slope.toFixed(1)} ms each, R² ${rSquared.toFixed(4)}`;
}
