import { rmSync } from 'fs';

/** Removes what all tests left in the folder that the setup made. */
export default function tearDown(): void {
  rmSync(process.env.TMPDIR!, { recursive: true, force: true });
}
