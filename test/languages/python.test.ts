import { readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { run } from './command';
import { DIST, EXAMPLES, examplesOf, REPOSITORY, workspaceOf } from './folders';
import { describeExamples } from './same-templates';
import { dependencies } from './toolchain/package.json';

const TO_INSTALL = 'install Python 3.10 or later with its venv module';
const WHEELS = path.join(DIST, 'python');

const venv = () => path.join(workspaceOf('python'), '.venv');

describeExamples('python', {
  install() {
    run('npx', ['projen', 'package:python'], { cwd: REPOSITORY });
    run('python3', ['-m', 'venv', venv()], { cwd: REPOSITORY, toInstall: TO_INSTALL });
    // The templates can only be equal if the CDK is; and of ours it is the one that was just made, whatever PyPI has.
    const constraints = path.join(workspaceOf('python'), 'constraints.txt');
    writeFileSync(constraints, `aws-cdk-lib==${dependencies['aws-cdk-lib']}\nconstructs==${dependencies.constructs}\ncdk-serverless-data-pipeline @ file://${wheel()}\n`);
    const requirements = examplesOf('python').flatMap((example) => ['--requirement', path.join(EXAMPLES, 'python', example, 'requirements.txt')]);
    run(path.join(venv(), 'bin/pip'), ['install', '--quiet', '--constraint', constraints, ...requirements], { cwd: REPOSITORY });
  },

  embedded: () => path.join(unpackedWheel(), 'cdk_serverless_data_pipeline/_jsii'),

  // Compiled modules are kept: they halve the time of each further app.
  env: () => ({ PATH: `${venv()}/bin:${process.env.PATH}`, VIRTUAL_ENV: venv(), PYTHONDONTWRITEBYTECODE: '' }),
});

test('there is a wheel and a source distribution', () => {
  expect(readdirSync(WHEELS).map((file) => file.replace(/.*(\.whl|\.tar\.gz)$/, '$1')).sort()).toEqual(['.tar.gz', '.whl']);
});

test('the page on PyPI shows the examples in Python', () => {
  const folder = unpackedWheel();
  const page = readFileSync(path.join(folder, readdirSync(folder).find((name) => name.endsWith('.dist-info'))!, 'METADATA'), 'utf8');
  expect(page).toContain('ServerlessDataPipeline(self, "Pipeline")');
  // But for the quick start in TypeScript, which is for those who want just that.
  expect(page.split('new ServerlessDataPipeline(')).toHaveLength(2);
});

test('the package installs the command line as a script', () => {
  expect(run(path.join(venv(), 'bin/cdk-serverless-data-pipeline'), ['--help'], { cwd: REPOSITORY })).toContain('local');
});

function wheel(): string {
  return path.join(WHEELS, readdirSync(WHEELS).find((file) => file.endsWith('.whl'))!);
}

function unpackedWheel(): string {
  const folder = workspaceOf('wheel');
  run('python3', ['-m', 'zipfile', '--extract', wheel(), folder], { cwd: REPOSITORY, toInstall: TO_INSTALL });
  return folder;
}
