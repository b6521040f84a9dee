/** Where esbuild writes which files went into each bundle. Not beside the bundles: what lies there is published. */
export const METAFILES = '.metafiles';

/** The argument that makes esbuild write it for one bundle. */
export function metafile(bundle: string): Record<string, string> {
  return { '--metafile': `${METAFILES}/${bundle}.json` };
}
