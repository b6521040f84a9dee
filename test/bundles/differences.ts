import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';

/** What is not the same in two folders, byte for byte, in words. Empty if they are equal. */
export function differences(expected: string, actual: string): string[] {
  const rebuilt = filesOf(expected);
  const given = filesOf(actual);
  return [...new Set([...rebuilt, ...given])].sort().flatMap((file) => {
    if (!given.has(file)) {
      return [`${file} is missing`];
    }
    if (!rebuilt.has(file)) {
      return [`${file} does not come from the sources`];
    }
    return firstDifference(readFileSync(path.join(expected, file)), readFileSync(path.join(actual, file))).map((offset) => `${file} differs from byte ${offset} on`);
  });
}

function filesOf(folder: string): Set<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Set(entries.filter((entry) => !entry.isDirectory()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))));
}

function firstDifference(expected: Buffer, actual: Buffer): number[] {
  if (expected.equals(actual)) {
    return [];
  }
  const offset = expected.findIndex((byte, index) => byte !== actual[index]);
  return [offset < 0 ? expected.length : offset];
}
