import { readdirSync, readFileSync, statSync } from 'fs';
import * as path from 'path';

/** What is deployed of a cloud assembly: templates, what they need in S3, and its content. The rest is about the app that made it. */
const DEPLOYED = /^(asset\..+|.+\.(template|assets)\.json)$/;

/** Compares what two cloud assemblies deploy: a line for each file that differs, none if all are equal, byte by byte. */
export function assemblyDifferences(expected: string, actual: string): string[] {
  return differences(expected, actual, (name) => DEPLOYED.test(name));
}

/**
 * Compares two folders, byte by byte.
 * @param compared which of their direct entries
 * @returns a line for each file that differs; none if all are equal
 */
export function differences(expected: string, actual: string, compared: (name: string) => boolean = () => true): string[] {
  const [wanted, got] = [filesOf(expected, compared), filesOf(actual, compared)];
  if (wanted.size === 0) {
    return [`${expected} holds nothing to compare`];
  }
  const names = [...new Set([...wanted.keys(), ...got.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [wanted.get(name), got.get(name)];
    if (one === undefined) {
      return `${name}: only in ${actual}`;
    }
    if (other === undefined) {
      return `${name}: not in ${actual}`;
    }
    return one.equals(other) ? [] : `${name}: ${firstDifference(one.toString(), other.toString())}`;
  });
}

function filesOf(folder: string, compared: (name: string) => boolean): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder).filter(compared)) {
    const place = path.join(folder, entry);
    const within = statSync(place).isDirectory() ? readdirSync(place, { recursive: true }) as string[] : [''];
    within.map((name) => path.join(entry, name)).filter((name) => statSync(path.join(folder, name)).isFile())
      .forEach((name) => files.set(name, readFileSync(path.join(folder, name))));
  }
  return files;
}

function firstDifference(expected: string, actual: string): string {
  const [wanted, got] = [expected.split('\n'), actual.split('\n')];
  const line = wanted.findIndex((text, index) => text !== got[index]);
  return line < 0 ? `${got.length} lines, expected ${wanted.length}` : `line ${line + 1} is ${got[line]?.trim()}, expected ${wanted[line].trim()}`;
}
