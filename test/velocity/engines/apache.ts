import type { Engine } from './engine';
import { ProcessLine } from './process-line';
import { JAVA } from './processes';

const LINE = new ProcessLine(JAVA);

function apache(name: string, version: string): Engine {
  return { name, render: async (call) => LINE.render(call, { engine: version }) };
}

/** API Gateway resembles 1.7; 2.x is what it might become. */
export const APACHE: readonly Engine[] = [
  apache('Velocity 1.7', '1.7'),
  apache('Velocity 2.4 as it comes', '2.4'),
  apache('Velocity 2.4 in the way of 1.7', '2.4 like 1.7'),
];
