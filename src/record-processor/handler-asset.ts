import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { FileSystem, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { stagedCode } from './staged-code';
import { BatchMode } from '../batch-mode';
import { findPackageFile } from '../package-root';

/** The handlers as they were bundled at our build. Their files have the same name: the asset differs, not how Lambda finds the handler in it. */
const HANDLER_FOLDER: Readonly<Record<BatchMode, readonly string[]>> = {
  [BatchMode.PER_EVENT]: ['assets', 'record-processor', 'handler', 'index.lambda'],
  [BatchMode.PACKED]: ['assets', 'record-processor', 'handler', 'packed.lambda'],
};

/** A user's code that goes beside the handler. */
export interface AssetAddition {
  /** A folder, which is copied whole, or a file. */
  readonly source: string;
  /** Where it goes inside the asset. */
  readonly target: string;
  /** Files that are written besides, by their path inside the asset. */
  readonly files?: Record<string, string>;
}

/**
 * The prebuilt handler, with a user's code beside it if there is any, as the code of a function.
 *
 * The folder is put together in process, in the assembly's own asset folder and under the name that the CDK would give it. Why not the CDK's
 * `bundling` option with a local bundler: it prints to stderr for every asset; it takes two different transforms for one, because its cache
 * does not see what a local bundler reads; and it skips stacks that are not selected. A temporary folder would have to outlive the synth
 * where `aws:cdk:disable-asset-staging` is set.
 */
export function handlerCode(scope: IConstruct, batchMode: BatchMode, addition?: AssetAddition): lambda.Code {
  const handler = findPackageFile(scope, HANDLER_FOLDER[batchMode]);
  const folder = path.join(assetFolder(scope), `asset.${assetHash(scope, handler, addition)}.lambda`);
  if (!fs.existsSync(folder)) {
    compose(folder, handler, addition);
  }
  return stagedCode(folder);
}

/** Where the assembly keeps its assets; shared by all stages of an app. */
export function assetFolder(scope: IConstruct): string {
  const stage = Stage.of(scope);
  if (!stage) {
    throw new Error(`[${scope.node.path}] scope: got a construct outside of an App, allowed a construct below an App; create a Stack in an App first`);
  }
  return stage.assetOutdir;
}

/** Of the contents and their places alone: neither modes, times nor absolute paths count. */
function assetHash(scope: IConstruct, handlerFolder: string, addition?: AssetAddition): string {
  // What a user sets to have all assets published once more.
  const extraHash = scope.node.tryGetContext('@aws-cdk/core:assetHashSalt');
  const handler = FileSystem.fingerprint(handlerFolder, { extraHash });
  if (!addition) {
    return handler;
  }
  const { source, target, files } = addition;
  return sha256(sha256([handler, FileSystem.fingerprint(source), target, JSON.stringify(files ?? {})].join('\n')));
}

function compose(folder: string, handlerFolder: string, addition?: AssetAddition): void {
  // Under its final name only when it is whole: a synth that was interrupted must not leave half an asset to the next one.
  const building = `${folder}.${process.pid}.building`;
  fs.rmSync(building, { recursive: true, force: true });
  try {
    FileSystem.copyDirectory(handlerFolder, building);
    if (addition) {
      copy(addition.source, path.join(building, addition.target));
    }
    for (const [file, content] of Object.entries(addition?.files ?? {})) {
      fs.writeFileSync(path.join(building, file), content);
    }
    readableByAll(building);
    fs.renameSync(building, folder);
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
}

function copy(source: string, target: string): void {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if (fs.statSync(source).isDirectory()) {
    FileSystem.copyDirectory(source, target);
  } else {
    fs.copyFileSync(source, target);
  }
}

/** Lambda runs the code as another user: a strict umask of whoever synthesized must not lock it out, and modes must not change the asset. */
function readableByAll(file: string): void {
  const stat = fs.lstatSync(file);
  if (stat.isDirectory()) {
    fs.readdirSync(file).forEach((name) => readableByAll(path.join(file, name)));
  }
  if (!stat.isSymbolicLink()) {
    fs.chmodSync(file, 0o755);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
