import { readFileSync } from 'fs';

/**
 * Whether a process runs.
 * @param started what `startOf` said of it; ids are given again, and another process that has the id now is not the one that is meant
 */
export function isAlive(pid: number, started?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const found = stat(pid);
  // Whoever cannot look closer takes it for alive: what belongs to a live process must never be taken away.
  if (found === undefined) return true;
  return !ENDED.has(found.state) && (started === undefined || started === found.started);
}

/** The time at which a process started, as Linux counts it: tells processes with the same id apart. undefined where the system does not say. */
export function startOf(pid: number): string | undefined {
  return stat(pid)?.started;
}

/** Dead, and a zombie: it has ended, and gets signals until its parent takes note, which some never do. */
const ENDED = new Set(['X', 'x', 'Z']);

function stat(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the name, in parentheses, and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], started: fields[19] };
  } catch {
    return undefined; // no /proc (macOS, Windows), or not ours to read
  }
}
