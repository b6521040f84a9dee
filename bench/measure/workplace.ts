import * as path from 'path';
import type { Workplace } from './measurement';
import { installConsumerProject } from '../../examples/demo/consumer-project';

/** Packs this checkout and installs it into a project of its own, over what an earlier run left there. */
export function prepareWorkplace(repository: string): Workplace {
  return { repository, project: installConsumerProject(repository, 'quickstart', path.join(repository, '.bench')) };
}

/** The package as a user has it. */
export function installedPackage({ project }: Workplace): string {
  return path.join(project, 'node_modules/cdk-serverless-data-pipeline');
}
