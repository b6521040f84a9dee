import Table from 'cli-table3';
import { escapeControls } from './escape-controls';

/** A border and a space on each side of a cell. */
const CELL_FRAME = 3;
const NARROWEST = 12;

/** Rows of any query, as text. Where they are wider than the terminal, the widest columns are cut; `--json` gives them whole. */
export function renderTable(columns: readonly string[], rows: readonly (readonly unknown[])[], width: number): string {
  const cells = rows.map((row) => row.map((value) => escapeControls(String(value ?? '')).replace(/\s+/g, ' ')));
  const heads = columns.map(escapeControls);
  const widths = heads.map((column, index) => Math.max(column.length, ...cells.map((row) => row[index].length)));
  const limits = shareWidth(widths, width - columns.length * CELL_FRAME - 1);
  const table = new Table({ head: heads, style: { head: [], border: [] } });
  table.push(...cells.map((row) => row.map((text, index) => cut(text, limits[index]))));
  return table.toString();
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

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
