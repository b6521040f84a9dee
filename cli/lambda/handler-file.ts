import { existsSync } from 'fs';
import * as path from 'path';

/** `path/file.export`: the module is everything up to the first dot behind the last slash. */
export function splitHandler(handler: string): { readonly modulePath: string; readonly exportPath: readonly string[] } | undefined {
  const match = /^(?<folder>(?:.*\/)?)(?<module>[^./]+)\.(?<exports>[^/]+)$/.exec(handler);
  if (!match?.groups) return undefined;
  return { modulePath: match.groups.folder + match.groups.module, exportPath: match.groups.exports.split('.') };
}

/** The file of a handler's module, with the extensions that the runtime tries, in its order. */
export function handlerFile(taskRoot: string, modulePath: string): string | undefined {
  return ['.js', '.mjs', '.cjs'].map((extension) => path.join(taskRoot, modulePath + extension)).find((file) => existsSync(file));
}
