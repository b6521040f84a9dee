import { execSync } from 'child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'fs';
import * as path from 'path';
import { installConsumerProject } from '../../examples/demo/consumer-project';

/** Synthesizes every TypeScript example as its own project, from the packed package. Argument: the folder to write the templates to. */
const repository = path.resolve(__dirname, '../..');
const outdir = path.resolve(process.argv[2]);

for (const example of readdirSync(path.join(repository, 'examples/typescript'))) {
  const target = path.join(outdir, `${example}.project`);
  const project = installConsumerProject(repository, example, target);
  // What the CDK's command line does with it, as far as a template goes.
  const { app, context } = JSON.parse(readFileSync(path.join(project, 'cdk.json'), 'utf8'));
  execSync(app, {
    cwd: project, stdio: 'inherit', env: { ...process.env, CDK_OUTDIR: path.join(target, 'cdk.out'), CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  for (const file of readdirSync(path.join(target, 'cdk.out')).filter((name) => name.endsWith('.template.json'))) {
    cpSync(path.join(target, 'cdk.out', file), path.join(outdir, `${example}.${file}`));
  }
  rmSync(target, { recursive: true });
}
