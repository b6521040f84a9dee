import type { Output } from '../template/deployment';

/**
 * Short names for outputs. A logical id holds the path of its construct and a hash; the hash goes, and so does the part that all outputs
 * share, as long as the names stay different: `PipelineTrackURL54AA3B1E` becomes `TrackURL`. What two stacks call the same gets the name of
 * its stack in front.
 */
export function outputNames(outputs: readonly Output[]): string[] {
  const logicalIds = outputs.map((output) => output.logicalId);
  const ids = logicalIds.map((id) => id.replace(/[0-9A-F]{8}$/, ''));
  const shared = sharedWords(ids);
  const candidates = [ids.map((id) => id.slice(shared)), ids, logicalIds];
  const withStack = candidates.map((names) => names.map((name, index) => `${outputs[index].stack}.${name}`));
  return [...candidates, ...withStack].find((names) => new Set(names).size === names.length && !names.includes('')) ?? numbered(withStack[2]);
}

/** Two stacks may have the same name, in two regions. */
function numbered(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}

/** The length of the whole words that all ids begin with, where at least one word is left of each. */
function sharedWords(ids: readonly string[]): number {
  if (ids.length < 2) {
    return 0;
  }
  const wordStarts = [...ids[0].matchAll(/[A-Z][a-z]/g)].map((match) => match.index);
  const fitting = wordStarts.filter((length) => ids.every((id) => id.length > length && id.startsWith(ids[0].slice(0, length))));
  return fitting.at(-1) ?? 0;
}
