import { Failure } from '../failure';
import { readJsonFile } from './json-file';

const FIX = 'give a template that `cdk synth` wrote (cdk.out/<stack>.template.json), or name the app with --app, e.g. --app "node app.js"';

/** Reads one synthesized template. */
export function readTemplate(file: string): Record<string, any> {
  const template = readJsonFile(file, FIX);
  const { Resources: resources } = template;
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) {
    throw new Failure(`${file} is not a CloudFormation template, it has no Resources: ${FIX}`);
  }
  for (const [logicalId, resource] of Object.entries<any>(resources)) {
    if (typeof resource?.Type !== 'string') throw new Failure(`${file} is not a CloudFormation template, ${logicalId} has no Type: ${FIX}`);
  }
  return template;
}

/** Reads the template of a stack in an assembly, where a stack of outputs alone has no Resources. */
export function readStackTemplate(file: string): Record<string, any> {
  const template = readJsonFile(file, 'synthesize the app again');
  return template.Resources === undefined ? { ...template, Resources: {} } : readTemplate(file);
}
