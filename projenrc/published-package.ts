import { Component } from 'projen';
import type { awscdk } from 'projen';

/** What is in the package, and what its package.json says about other packages. */
export class PublishedPackage extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // Versions whose platform packages all registries hold; otherwise the lock file is incomplete and `npm ci` refuses it.
    project.package.addField('overrides', { '@aws-cdk/asset-node-proxy-agent-v6': '2.1.0', 'unrs-resolver': '1.12.2' });
    // These install scripts only verify a download that npm made; their packages work without them.
    project.package.addField('allowScripts', { 'esbuild': false, 'unrs-resolver': false, '@parcel/watcher': false });
    // An optional peer by its metadata alone: jsii refuses peer dependencies that are not jsii modules.
    project.package.addField('peerDependenciesMeta', { '@duckdb/node-api': { optional: true } });

    const left = [
      '/.ci/', '/.demo/', '/.languages/', '/.newest/', '/.pipeline/', '/.venv/', '/cdk.out/', '/cli/', '/docs/', '/examples/', '/projenrc/', '/rosetta/',
      '.jsii.tabl.json', 'API.md', 'CONTRIBUTING.md', 'SECURITY.md',
    ];
    left.forEach((pattern) => project.addPackageIgnore(pattern));
    // The handler ships as a bundle; its compiled twin is for the tests of this repository only.
    project.addPackageIgnore('/lib/record-processor/handler/');
  }
}
