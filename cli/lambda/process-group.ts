/** Windows has no process groups: there a process ends alone. */
export const HAS_GROUPS = process.platform !== 'win32';

/** What to send a signal to, so that it reaches a process and all that it started. The process leads a group of its own. */
export function groupOf(leader: number): number {
  return HAS_GROUPS ? -leader : leader;
}
