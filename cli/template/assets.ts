import * as path from 'path';
import { readJsonFile } from './json-file';

/** Reads an asset manifest: object key of each file asset -> its file or folder. */
export function readAssets(manifestFile: string): Record<string, string> {
  const manifest = readJsonFile(manifestFile, 'synthesize again');
  const assets: Record<string, string> = {};
  for (const { source, destinations } of Object.values<any>(manifest.files ?? {})) {
    // An asset that an executable builds on demand has no path.
    if (source?.path === undefined) continue;
    for (const { objectKey } of Object.values<any>(destinations ?? {})) {
      assets[objectKey] = path.resolve(path.dirname(manifestFile), source.path);
    }
  }
  return assets;
}
