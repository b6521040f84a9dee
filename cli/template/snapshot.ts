import * as fs from 'fs';
import * as path from 'path';
import { Failure } from '../failure';
import type { Deployment } from './deployment';
import { readJsonFile } from './json-file';
import { ResolvedDeployment } from './resolved-deployment';
import type { DeploymentData } from './resolved-deployment';
import { PRIVATE_FILE } from '../s3/private-folder';
import { writeFailure } from '../s3/write-failure';

const FIX = 'start the `local` command on this data folder first';

/**
 * Keeps what `local` runs in the data folder, which is there, so that `query` later knows the tables of the data. It may hold API keys.
 * @throws Failure if it cannot be written; nothing of it is left then
 */
export function writeSnapshot(file: string, deployment: Deployment): void {
  const data: DeploymentData = deployment instanceof ResolvedDeployment ? deployment.data : {
    accountId: deployment.accountId,
    region: deployment.region,
    resources: deployment.all(),
    outputs: deployment.outputs,
    unresolved: deployment.unresolved ?? [],
    assets: {},
  };
  try {
    writeWhole(file, JSON.stringify(data, undefined, 1));
  } catch (error) {
    throw writeFailure(path.dirname(file), error);
  }
}

/** Renamed in: a reader never sees half of it. */
function writeWhole(file: string, text: string): void {
  try {
    fs.writeFileSync(`${file}.tmp`, text, { mode: PRIVATE_FILE });
    fs.renameSync(`${file}.tmp`, file);
  } catch (error) {
    fs.rmSync(`${file}.tmp`, { force: true });
    throw error;
  }
}

export function readSnapshot(file: string): Deployment {
  const data = readJsonFile(file, FIX);
  if (!isDeploymentData(data)) throw new Failure(`${file} is not what \`local\` keeps of a deployment: ${FIX}`);
  return new ResolvedDeployment(data);
}

function isDeploymentData(data: Record<string, any>): data is DeploymentData {
  const { accountId, region, resources, outputs, unresolved, assets } = data;
  return typeof accountId === 'string' && typeof region === 'string' && isMap(assets)
    && isListOf(resources, ({ type, logicalId, ref, properties }) => [type, logicalId, ref].every(isText) && isMap(properties))
    && isListOf(outputs, ({ logicalId, value }) => [logicalId, value].every(isText))
    && isListOf(unresolved, ({ logicalId, reason }) => [logicalId, reason].every(isText));
}

function isListOf(value: unknown, fits: (element: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.every(element => isMap(element) && fits(element));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
