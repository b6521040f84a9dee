import { cpSync } from 'fs';
import * as path from 'path';
import { run } from './command';
import { EXAMPLES, workspaceOf } from './folders';

/** A copy of an example, as a user would make it. */
export function copyExample(language: string, example: string, place = `${language}/${example}`): string {
  const project = workspaceOf(place);
  cpSync(path.join(EXAMPLES, language, example), project, { recursive: true });
  return project;
}

/**
 * Synthesizes the app of a project as its cdk.json says, with the CDK's own command line. A warning fails.
 * @returns the folder of the cloud assembly
 */
export function synthesize(project: string, env: NodeJS.ProcessEnv = {}): string {
  const cdk = path.join(workspaceOf('typescript'), 'node_modules/.bin/cdk');
  // Version reporting writes the language into the template.
  run(cdk, ['synth', '--quiet', '--strict', '--no-version-reporting', '--no-notices'], {
    cwd: project, env: { ...process.env, ...env, AWS_EC2_METADATA_DISABLED: 'true', CI: 'true' },
  });
  return path.join(project, 'cdk.out');
}
