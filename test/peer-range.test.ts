import { readFileSync } from 'fs';
import * as path from 'path';
import * as pacmak from 'jsii-pacmak/package.json';
import * as manifest from '../package.json';
import * as toolchain from './languages/toolchain/package.json';
import * as newest from './newest/package.json';
import { CONSTRUCTS_FLOOR, FLOOR } from './support/peer-floor';

const example = (file: string) => readFileSync(path.join(__dirname, '../examples', file), 'utf8');

test('the tests run on the oldest CDK that users may have, so that nothing newer is used by mistake', () => {
  expect(manifest.devDependencies['aws-cdk-lib']).toBe(FLOOR);
  expect(manifest.devDependencies.constructs).toBe(CONSTRUCTS_FLOOR);
});

test('and a second time on a newer one of the same range', () => {
  const [floor, other] = [FLOOR, newest.dependencies['aws-cdk-lib']].map((version) => version.split('.').map(Number));
  expect(other[0]).toBe(floor[0]);
  expect(other[1]).toBeGreaterThan(floor[1]);
});

test('the examples of all languages are compared on the oldest', () => {
  expect(toolchain.dependencies).toMatchObject({ 'aws-cdk-lib': FLOOR, 'constructs': CONSTRUCTS_FLOOR });
});

test.each(['quickstart', 'custom-transform', 'existing-bucket', 'platform-stack'])('the example %s asks for the range that the package asks for', (name) => {
  const { dependencies } = JSON.parse(example(`typescript/${name}/package.json`));
  expect(dependencies).toMatchObject(manifest.peerDependencies);
  expect(example(`python/${name}/requirements.txt`)).toContain(`aws-cdk-lib>=${FLOOR},<3.0.0\nconstructs>=${CONSTRUCTS_FLOOR},<11.0.0\n`);
});

test('so do those in Java and Go', () => {
  for (const name of ['quickstart', 'platform-stack']) {
    expect(example(`java/${name}/pom.xml`)).toContain(`<cdk.version>${FLOOR}</cdk.version>`);
    expect(example(`java/${name}/pom.xml`)).toContain(`<constructs.version>${CONSTRUCTS_FLOOR}</constructs.version>`);
  }
  // What is made by this jsii-pacmak asks for this runtime or a later one.
  for (const name of ['quickstart', 'platform-stack']) {
    expect(example(`java/${name}/pom.xml`)).toContain(`<artifactId>jsii-runtime</artifactId>\n                <version>${pacmak.version}</version>`);
  }
  expect(example('go/quickstart/go.mod')).toContain(`jsii-runtime-go v${pacmak.version}\n`);
  expect(example('go/quickstart/go.mod')).toContain(`awscdk/v2 v${FLOOR}\n`);
  expect(example('go/quickstart/go.mod')).toContain(`constructs/v10 v${CONSTRUCTS_FLOOR}\n`);
});
