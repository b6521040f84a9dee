import * as fs from 'fs';
import { isBuiltin } from 'module';
import * as path from 'path';
import type { IConstruct } from 'constructs';
import type { AssetAddition } from './handler-asset';
import { assetFolder } from './handler-asset';
import { invalid, requireConcrete } from '../private/validate';

/** The folder of the user's code inside the asset. */
const FOLDER = 'transform';
const EXTENSIONS = ['.mjs', '.cjs', '.js'];
const INDEX_FILES = ['index.mjs', 'index.js', 'index.cjs'];

/** A user's module, and how it goes into the asset. */
export interface NodeModule {
  readonly addition: AssetAddition;
  /** The path of the entry inside the asset, as the handler imports it. */
  readonly entry: string;
  /** What a single file imports and the asset will not have. */
  readonly missingImports: string[];
}

/** Finds a user's module as Node would, and keeps what decides its type: once copied, it no longer lies below its package.json. */
export function findNodeModule(scope: IConstruct, given: string): NodeModule {
  requireConcrete(scope, 'transform', given, 'write the path out: the file is copied at synth');
  const file = path.resolve(given);
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) {
    throw refuse(scope, `${given}, which does not exist`, `relative paths start at the working directory, ${process.cwd()}`);
  }
  return stat.isDirectory() ? folderModule(scope, given, file) : fileModule(scope, given, file);
}

function fileModule(scope: IConstruct, given: string, file: string): NodeModule {
  requireJavaScript(scope, given, file);
  const type = path.extname(file) === '.js' ? packageType(scope, given, path.dirname(file)) : undefined;
  const extension = type ? { module: '.mjs', commonjs: '.cjs' }[type] : path.extname(file);
  const target = `${FOLDER}/${path.basename(file, path.extname(file))}${extension}`;
  return { addition: { source: file, target }, entry: `./${target}`, missingImports: missingImports(file) };
}

function folderModule(scope: IConstruct, given: string, folder: string): NodeModule {
  const inside = path.relative(folder, assetFolder(scope));
  if (!inside.startsWith('..') && !path.isAbsolute(inside)) {
    throw refuse(scope, `${given}, which contains the output of the synth`, 'give the transform a folder of its own');
  }
  const main = declaredEntry(scope, given, folder);
  const entry = main ? resolveEntry(folder, main) : INDEX_FILES.find((name) => isFile(path.join(folder, name)));
  if (!entry) {
    throw refuse(scope, main ? `${given}, whose package.json names ${main}, which does not exist` : `${given}, a folder without an entry`,
      'add an index.mjs, or name the entry as "main" in its package.json');
  }
  requireJavaScript(scope, `${given} with the entry ${entry}`, path.join(folder, entry));
  const type = packageType(scope, given, folder);
  const inherited = type && !isFile(path.join(folder, 'package.json'));
  return {
    addition: {
      source: folder,
      target: FOLDER,
      files: inherited ? { [`${FOLDER}/package.json`]: `${JSON.stringify({ type })}\n` } : {},
    },
    entry: `./${path.posix.join(FOLDER, entry.split(path.sep).join('/'))}`,
    missingImports: [],
  };
}

function requireJavaScript(scope: IConstruct, given: string, file: string): void {
  const extension = path.extname(file);
  if (['.ts', '.mts', '.cts', '.tsx'].includes(extension)) {
    const name = path.basename(file);
    const built = `${path.basename(file, extension)}.mjs`;
    throw refuse(scope, `${given}, which is TypeScript`,
      `build it first and give the result: npx esbuild ${name} --bundle --platform=node --format=esm --outfile=${built}`);
  }
  if (!EXTENSIONS.includes(extension)) {
    throw refuse(scope, given, 'give the JavaScript module that exports the function "transform"');
  }
}

function refuse(scope: IConstruct, got: string, fix: string): Error {
  return invalid(scope, { what: 'transform', got, allowed: 'a .mjs, .cjs or .js file, or a folder with such an entry', fix });
}

/** `exports` wins over `main`, as in Node. */
function declaredEntry(scope: IConstruct, given: string, folder: string): string | undefined {
  const manifest = readManifest(scope, given, folder);
  const root = manifest?.exports?.['.'] ?? manifest?.exports;
  const conditions = [root, root?.node, root?.import, root?.default, root?.require, manifest?.main];
  return conditions.find((value): value is string => typeof value === 'string');
}

function resolveEntry(folder: string, main: string): string | undefined {
  return [main, ...EXTENSIONS.map((extension) => `${main}${extension}`), ...INDEX_FILES.map((name) => path.join(main, name))]
    .map((name) => path.normalize(name))
    .find((name) => !name.startsWith('..') && isFile(path.join(folder, name)));
}

/** The type of the nearest package.json, if that says one. */
function packageType(scope: IConstruct, given: string, folder: string): 'module' | 'commonjs' | undefined {
  const manifest = readManifest(scope, given, folder);
  if (manifest) {
    return manifest.type === 'module' || manifest.type === 'commonjs' ? manifest.type : undefined;
  }
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packageType(scope, given, parent);
}

function readManifest(scope: IConstruct, given: string, folder: string): any {
  const file = path.join(folder, 'package.json');
  if (!isFile(file)) {
    return undefined;
  }
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse(scope, `${given}, whose package.json is not valid JSON: ${(error as Error).message}`, `correct ${file}`);
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Modules that a single file imports, but that neither Node nor Lambda's runtime brings. A guess by text, good enough for a warning. */
function missingImports(file: string): string[] {
  const code = fs.readFileSync(file, 'utf8');
  const specifiers = [...code.matchAll(/^\s*(?:import|export)\b[^'"`;=()]*['"]([^'"\n]+)['"]|\b(?:require|import)\(\s*['"]([^'"\n]+)['"]\s*\)/gm)]
    .map((match) => match[1] ?? match[2]);
  return [...new Set(specifiers)].filter((name) => !isBuiltin(name) && !/^@(aws-sdk|smithy)\//.test(name));
}
