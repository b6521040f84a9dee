import { Component } from 'projen';
import type { awscdk, Task } from 'projen';
import { METAFILES } from './metafile';

/**
 * Says which packages of others ship inside the bundles: in a bill of materials for each release, and with the texts of their licenses in the package.
 *
 * `npm sbom` cannot tell: the package has no runtime dependency, so it lists nothing.
 */
export class ThirdParty extends Component {
  /** Writes the bill of materials. */
  readonly sbom: Task;

  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addDevDeps('@cyclonedx/cyclonedx-esbuild', '@cyclonedx/cyclonedx-library');

    const licenses = project.addTask('bundle:licenses', {
      description: 'Write the license texts of all packages inside the bundles',
      // A part of each bundle, so it must be quick; its types are checked by `type-check`.
      exec: 'ts-node --transpile-only --project tsconfig.dev.json projenrc/write-third-party-licenses.ts',
    });
    project.bundler.bundleTask.spawn(licenses);
    // What a bundle that is no more was made of ships no longer.
    project.bundler.bundleTask.prependExec(`rm -rf ${METAFILES}`);

    this.sbom = project.addTask('sbom', { description: 'Write the bill of materials (CycloneDX) of what is published to dist/sbom' });
    this.sbom.spawn(project.bundler.bundleTask);
    this.sbom.exec('ts-node --project tsconfig.dev.json projenrc/write-sbom.ts');

    project.gitignore.exclude(`/${METAFILES}/`);
    project.addPackageIgnore(`/${METAFILES}/`);
  }
}
