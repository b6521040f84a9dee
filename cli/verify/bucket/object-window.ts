const HOUR = 3_600_000;

/**
 * The hours in which the objects of a run may begin. The name of an object holds the arrival of its oldest record
 * (`…-2026-11-22-23-59-30-<uuid>`), which the longest buffer of a stream, 15 minutes, may hold for someone else before.
 */
export class ObjectWindow {
  constructor(private readonly startedAt: number) {
  }

  /** As they stand in the names of objects, such as `-2026-11-22-23-`. @param now milliseconds since the epoch */
  hours(now: number): string[] {
    const first = Math.floor((this.startedAt - HOUR) / HOUR);
    const last = Math.floor(now / HOUR) + 1;
    return Array.from({ length: last - first + 1 }, (_unused, index) => `-${new Date((first + index) * HOUR).toISOString().slice(0, 13).replace('T', '-')}-`);
  }
}
