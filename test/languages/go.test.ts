import * as path from 'path';
import { run } from './command';
import { DIST, REPOSITORY } from './folders';
import { describeExamples } from './same-templates';

const MODULE = 'github.com/cdk-serverless-data-pipeline/cdk-serverless-data-pipeline-go/serverlessdatapipeline';
const FOLDER = path.join(DIST, 'go/serverlessdatapipeline');
const TO_INSTALL = 'install Go 1.21 or later, which fetches the one that is needed';

describeExamples('go', {
  install() {
    run('go', ['version'], { cwd: REPOSITORY, toInstall: TO_INSTALL });
    run('npx', ['projen', 'package:go'], { cwd: REPOSITORY });
  },

  embedded: () => path.join(FOLDER, 'jsii'),

  prepare(project) {
    // `go mod tidy` would ask for the newest one that is published.
    run('go', ['mod', 'edit', `-replace=${MODULE}=${FOLDER}`], { cwd: project });
    run('go', ['mod', 'tidy'], { cwd: project });
    run('go', ['vet', './...'], { cwd: project });
  },

  env: () => ({}),
});
