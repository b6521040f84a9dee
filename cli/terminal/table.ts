import Table from 'cli-table3';
import { escapeControls } from './escape-controls';
import { shortenIds } from './short-ids';

/** A border and a space on each side of a cell. */
const CELL_FRAME = 3;
const NARROWEST = 12;

export interface RenderedTable {
  readonly text: string;
  /** Whether a value is not shown whole. */
  readonly isCut: boolean;
}

/** Rows of any query, as text. Where they are wider than the terminal, long ids are shortened and then the widest columns cut; `--json` gives them whole. */
export function renderTable(columns: readonly string[], rows: readonly (readonly unknown[])[], width: number): RenderedTable {
  const cells = rows.map((row) => row.map((value) => escapeControls(String(value ?? '')).replace(/\s+/g, ' ')));
  const heads = columns.map(escapeControls);
  const room = width - columns.length * CELL_FRAME - 1;
  const shown = fits(heads, cells, room) ? cells : shortenIdColumns(heads, cells);
  const limits = shareWidth(columnWidths(heads, shown), room);
  const lines = shown.map((row) => row.map((text, index) => cut(text, limits[index])));
  // Compact: a rule below the head, none between rows.
  const table = new Table({ head: heads.map((name, index) => cut(name, limits[index])), style: { head: [], border: [], compact: true } });
  table.push(...lines);
  return { text: table.toString(), isCut: lines.some((row, number) => row.some((text, index) => text !== cells[number][index])) };
}

function fits(columns: readonly string[], cells: readonly (readonly string[])[], room: number): boolean {
  return columnWidths(columns, cells).reduce((sum, each) => sum + each, 0) <= room;
}

function columnWidths(columns: readonly string[], cells: readonly (readonly string[])[]): number[] {
  return columns.map((column, index) => cells.reduce((widest, row) => Math.max(widest, row[index].length), column.length));
}

function shortenIdColumns(columns: readonly string[], cells: readonly (readonly string[])[]): string[][] {
  const shortened = columns.map((_column, index) => shortenIds(cells.map((row) => row[index])));
  return cells.map((row, number) => row.map((text, index) => shortened[index]?.[number] ?? text));
}

/** Narrow columns get what they need, and the wide ones share what is left. */
function shareWidth(widths: readonly number[], available: number): number[] {
  const limits = new Map<number, number>();
  let left = available;
  const byWidth = widths.map((width, index) => ({ width, index })).sort((a, b) => a.width - b.width);
  byWidth.forEach(({ width, index }, done) => {
    const share = Math.max(NARROWEST, Math.floor(left / (byWidth.length - done)));
    const limit = Math.min(width, share);
    limits.set(index, limit);
    left -= limit;
  });
  return widths.map((_width, index) => limits.get(index)!);
}

/** By characters, none of which is halved. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${[...text.slice(0, length)].slice(0, length - 1).join('')}…`;
}
