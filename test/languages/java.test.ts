import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { run } from './command';
import { DIST, REPOSITORY, workspaceOf } from './folders';
import { describeExamples } from './same-templates';
import { dependencies } from './toolchain/package.json';
import { version } from '../../package.json';

const TO_INSTALL = 'install a JDK 17 or later and Maven';
/** Kept between runs, for what Maven downloads. */
const LOCAL_REPOSITORY = path.join(REPOSITORY, '.languages/m2');
const GROUP = 'io/github/serverlessdatapipeline';
const ARTIFACT = path.join(GROUP, 'cdk-serverless-data-pipeline');

describeExamples('java', {
  install() {
    run('mvn', ['--version'], { cwd: REPOSITORY, toInstall: TO_INSTALL });
    run('npx', ['projen', 'package:java'], { cwd: REPOSITORY });
    // As if `mvn install` had put it there; never the one of another run.
    rmSync(path.join(LOCAL_REPOSITORY, GROUP), { recursive: true, force: true });
    cpSync(path.join(DIST, 'java', GROUP), path.join(LOCAL_REPOSITORY, GROUP), { recursive: true });
    cpSync(path.join(DIST, 'java', ARTIFACT, 'maven-metadata.xml'), path.join(LOCAL_REPOSITORY, ARTIFACT, 'maven-metadata-local.xml'));
  },

  embedded() {
    const folder = workspaceOf('jar');
    mkdirSync(folder);
    run('jar', ['--extract', '--file', jars().find((file) => !/-(sources|javadoc)\.jar$/.test(file))!], { cwd: folder, toInstall: TO_INSTALL });
    return path.join(folder, GROUP);
  },

  prepare(project) {
    mkdirSync(path.join(project, '.mvn'));
    writeFileSync(path.join(project, '.mvn/maven.config'), [
      `-Dmaven.repo.local=${LOCAL_REPOSITORY}`,
      `-Dcdk.version=${dependencies['aws-cdk-lib']}`,
      `-Dconstructs.version=${dependencies.constructs}`,
      // The one that was just made, whatever Maven Central has.
      `-Dpipeline.version=${version}`,
    ].join('\n'));
  },

  env: () => ({}),
});

test('there is what Maven Central asks for: sources and documentation beside the classes', () => {
  expect(jars().map((file) => file.replace(/.*?(-sources|-javadoc)?\.jar$/, '$1')).sort()).toEqual(['', '-javadoc', '-sources']);
});

function jars(): string[] {
  const folder = path.join(DIST, 'java', ARTIFACT);
  return (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.jar')).map((file) => path.join(folder, file));
}
