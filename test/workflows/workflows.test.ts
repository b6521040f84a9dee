import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { readActionPins, toPinned } from '../../projenrc/action-pins';
import { isPinned, usedActions } from '../../projenrc/tag-pins';

const FOLDER = path.resolve(__dirname, '../../.github/workflows');
const workflows = readdirSync(FOLDER).map((name) => [name, readFileSync(path.join(FOLDER, name), 'utf8')] as const);
const all = workflows.flatMap(([, text]) => usedActions(text));

test('every use of an action is seen', () => {
  const mentions = workflows.flatMap(([, text]) => text.split('\n').filter((line) => line.includes('uses:')));

  expect(all.length).toBe(mentions.length);
  expect(all.length).toBeGreaterThan(50);
});

test.each(workflows)('%s names each action by a commit', (_, text) => {
  expect(usedActions(text).filter((action) => !isPinned(action))).toEqual([]);
});

test('each pin is of an action that a workflow uses', () => {
  const pinned = Object.entries(readActionPins()).map(([action, commit]) => toPinned(action, commit));

  expect(pinned.filter((action) => !all.includes(action))).toEqual([]);
});
