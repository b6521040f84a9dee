import { execFileSync } from 'child_process';
import type { ActionPins } from './action-pins';
import { toPinned } from './action-pins';

/** Each action that a workflow uses, with what follows its name. */
export function usedActions(workflow: string): string[] {
  return [...workflow.matchAll(/^ *(?:- )?uses: (\S+)/gm)].map(([, action]) => action);
}

/** Whether the action is named by a commit, which cannot be moved. */
export function isPinned(action: string): boolean {
  return /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action);
}

/**
 * The pins that the workflows need: a new one for each tag in them, and those of the present ones that they use.
 *
 * @param workflows their texts
 * @param present the pins that the workflows were written with
 * @param locate gives the address of a repository, which is called `owner/name`
 * @throws Error if a tag does not exist, or names another commit than when it was pinned
 */
export function pinTags(workflows: readonly string[], present: ActionPins, locate: (repository: string) => string): ActionPins {
  const used = new Set(workflows.flatMap(usedActions));
  const kept = Object.keys(present).filter((action) => used.has(toPinned(action, present[action])));
  const added = [...used].filter((action) => !isPinned(action));
  return Object.fromEntries([...kept, ...added].map((action) => {
    const [name, tag] = action.split('@');
    const commit = findCommit(locate(name.split('/').slice(0, 2).join('/')), tag);
    const before = kept.includes(action) ? present[action] : commit;
    if (commit !== before) {
      throw new Error(`${action}: got a tag that names ${commit}, allowed ${before}, which it named when it was pinned; find out why it was moved`);
    }
    return [action, commit];
  }));
}

/** The commit that a tag names. An annotated tag is an object, which names the commit. */
function findCommit(address: string, tag: string): string {
  const ref = `refs/tags/${tag}`;
  const listed = execFileSync('git', ['ls-remote', '--tags', address, ref, `${ref}^{}`], { encoding: 'utf8' });
  const commits = new Map(listed.split('\n').filter(Boolean).map((line) => line.split('\t').reverse() as [string, string]));
  const commit = commits.get(`${ref}^{}`) ?? commits.get(ref);
  if (!commit) {
    throw new Error(`${address}: got no tag ${tag}, allowed a tag of the repository; see what projen names, and pin it by hand in projenrc/action-commits.json`);
  }
  return commit;
}
