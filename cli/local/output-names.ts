import type { Output } from '../template/deployment';

/**
 * Short names for outputs. A logical id holds the path of its construct and a hash; the hash goes, and so does the part that all outputs
 * share, as long as the names stay different: `PipelineTrackURL54AA3B1E` becomes `TrackURL`.
 */
export function outputNames(outputs: readonly Output[]): string[] {
  const ids = outputs.map((output) => output.logicalId.replace(/[0-9A-F]{8}$/, ''));
  const shared = sharedWords(ids);
  const short = ids.map((id) => id.slice(shared));
  const candidates = [short, ids, outputs.map((output) => output.logicalId)];
  return candidates.find((names) => new Set(names).size === names.length && !names.includes(''))
    ?? outputs.map((output) => `${output.stack}.${output.logicalId}`);
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
