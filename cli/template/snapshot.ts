import * as fs from 'fs';
import * as path from 'path';
import type { Deployment } from './deployment';
import { readJsonFile } from './json-file';
import { ResolvedDeployment } from './resolved-deployment';
import type { DeploymentData } from './resolved-deployment';

/** Keeps what `local` runs, so that `query` later knows the tables of the data. */
export function writeSnapshot(file: string, deployment: Deployment): void {
  const data: DeploymentData = deployment instanceof ResolvedDeployment ? deployment.data : {
    accountId: deployment.accountId,
    region: deployment.region,
    resources: deployment.all(),
    outputs: deployment.outputs,
    assets: {},
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // Renamed in: a reader never sees half of it.
  fs.writeFileSync(`${file}.tmp`, JSON.stringify(data, undefined, 1));
  fs.renameSync(`${file}.tmp`, file);
}

export function readSnapshot(file: string): Deployment {
  return new ResolvedDeployment(readJsonFile(file, 'start the `local` command on this data folder first') as DeploymentData);
}
