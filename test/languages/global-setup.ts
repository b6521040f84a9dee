import { mkdtempSync, realpathSync } from 'fs';
import * as path from 'path';
import { WORKSPACE_VARIABLE } from './folders';
import { installTypescript, synthesizeReferences } from './typescript';
import setUpTests from '../support/global-setup';

/** Synthesizes the examples in TypeScript, once for all languages. */
export default function setUp(): void {
  setUpTests();
  // Within what the tear-down of all tests removes.
  process.env[WORKSPACE_VARIABLE] = mkdtempSync(path.join(realpathSync(process.env.TMPDIR!), 'languages-'));
  installTypescript();
  synthesizeReferences();
}
