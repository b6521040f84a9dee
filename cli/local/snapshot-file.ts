import * as path from 'path';

/** Where the run remembers, inside the data folder, what it ran; `query` reads it. */
export function snapshotFile(data: string): string {
  return path.join(data, '.deployment.json');
}
