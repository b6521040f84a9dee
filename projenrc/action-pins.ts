import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';

const FILE = path.join(__dirname, 'action-commits.json');

/** The commit that runs for an action and its tag, such as `actions/setup-node@v7.0.0`. */
export type ActionPins = Readonly<Record<string, string>>;

export function readActionPins(): ActionPins {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

export function writeActionPins(pins: ActionPins): void {
  writeFileSync(FILE, `${JSON.stringify(pins, Object.keys(pins).sort(), 2)}\n`);
}

/** What a workflow calls an action that is pinned. */
export function toPinned(action: string, commit: string): string {
  return `${action.split('@')[0]}@${commit}`;
}
