import Table from 'cli-table3';
import { passes, ratio } from './measurement';
import type { Measurement } from './measurement';

const HEAD = ['what', 'figure', 'bar', 'figure / bar', ''];

/** For a terminal. */
export function textTable(measurements: readonly Measurement[]): string {
  const table = new Table({ head: HEAD, colAligns: ['left', 'right', 'right', 'right', 'left'], style: { head: [], border: [] } });
  table.push(...measurements.map(cells));
  return table.toString();
}

/** For the documentation. */
export function markdownTable(measurements: readonly Measurement[]): string {
  const lines = [HEAD, ['---', '---:', '---:', '---:', '---'], ...measurements.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells(measurement: Measurement): string[] {
  const { what, figure, unit, bar } = measurement;
  const inBars = ratio(measurement);
  return [
    what,
    quantity(figure, unit),
    bar ? ('atMost' in bar ? `<= ${quantity(bar.atMost, unit)}` : `>= ${quantity(bar.atLeast, unit)}`) : '',
    inBars === undefined ? '' : inBars.toFixed(2),
    bar ? (passes(measurement) ? 'ok' : 'MISS') : '',
  ];
}

function quantity(value: number, unit: string): string {
  const text = value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 3 : value < 1_000 ? 1 : 0 });
  return unit === '' ? text : `${text} ${unit}`;
}
