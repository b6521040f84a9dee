import { pathToFileURL } from 'url';
import type { RuntimeSettings } from './runtime-protocol';

export type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => unknown;

/** Loads the handler as the runtime does; what it throws is the reason that a user reads. */
export async function loadHandler(settings: Pick<RuntimeSettings, 'file' | 'exportPath' | 'nodeMajor'>): Promise<Handler> {
  // import() loads both kinds of module: the exports of a CommonJS one are its default export.
  const module = await import(pathToFileURL(settings.file).href) as Record<string, unknown>;
  const handler = follow(module, settings.exportPath) ?? follow(module.default, settings.exportPath);
  const name = settings.exportPath.join('.');
  if (typeof handler !== 'function') {
    throw new TypeError(handler === undefined ? `it has no export '${name}'` : `its export '${name}' is not a function`);
  }
  if (settings.nodeMajor >= 24 && handler.length >= 3) {
    throw new TypeError(`its export '${name}' takes a callback, which the Node.js runtimes from 24 on refuse; return a promise instead`);
  }
  return handler as Handler;
}

function follow(from: unknown, path: readonly string[]): unknown {
  let value: unknown = from;
  for (const name of path) {
    if (value === null || value === undefined) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
