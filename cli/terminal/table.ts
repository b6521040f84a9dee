import Table from 'cli-table3';

/** Rows of any query, as text. A value longer than a line is cut; `--json` gives it whole. */
export function renderTable(columns: readonly string[], rows: readonly (readonly unknown[])[], width: number): string {
  const longest = Math.max(20, Math.floor((width - columns.length * 3) / Math.max(1, Math.min(columns.length, 3))));
  const table = new Table({ head: [...columns], style: { head: [], border: [] } });
  table.push(...rows.map((row) => row.map((value) => cut(String(value ?? ''), longest))));
  return table.toString();
}

function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
