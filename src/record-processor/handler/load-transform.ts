import { existsSync, realpathSync } from 'fs';
import { dirname, relative, resolve, sep } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';
import { TRANSFORM_EXPORT } from '../contract';
import type { UserTransform } from './user-transform';

/**
 * Loads the user's module.
 * @param root the folder of the asset
 * @param module the path of the module in it
 * @throws Error that names the module and the reason
 */
export async function loadTransform(root: string, module: string): Promise<UserTransform> {
  const file = resolve(root, module);
  let loaded: any;
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    throw unusable(module, error, { cause: error });
  }
  // A CommonJS module comes as the default export, and one that was compiled from an ES module has its own default in there.
  const exported = [loaded[TRANSFORM_EXPORT], loaded.default?.[TRANSFORM_EXPORT], loaded.default, loaded.default?.default];
  const transform = exported.find((each) => typeof each === 'function');
  if (!transform) {
    throw unusable(module, `it exports no function "${TRANSFORM_EXPORT}", and no function as default`);
  }
  const folder = realpathSync(dirname(file));
  return { transform, nameOf: (path) => nameInside(folder, path) };
}

function unusable(module: string, reason: unknown, options?: ErrorOptions): Error {
  return new Error(`cannot load the transform ${module}: ${reason}`, options);
}

/** The path of a file of the user's as seen from the entry; nothing for files elsewhere and for what is no file. */
function nameInside(folder: string, path: string): string | undefined {
  const file = path.startsWith('file:') ? fileURLToPath(path) : path;
  return file.startsWith(folder + sep) && existsSync(file) ? relative(folder, file) : undefined;
}
