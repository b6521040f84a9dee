import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

/**
 * Gives the run a folder for temporary files of its own: the CDK makes one for each App and never removes it.
 */
export default function setUp(): void {
  process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'tests-'));
}
