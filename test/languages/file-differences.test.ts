import { cpSync, readFileSync, renameSync, writeFileSync } from 'fs';
import * as path from 'path';
import { copyExample, synthesize } from './example-project';
import { assemblyDifferences } from './file-differences';
import { EXAMPLES, workspaceOf } from './folders';
import { linkDependencies, referenceOf } from './typescript';

const TEMPLATE = 'CustomTransformStack.template.json';
const copies: string[] = [];

/** A copy of what an example deploys, for a test to spoil. */
function copyOfReference(): string {
  const copy = path.join(workspaceOf('spoilt'), String(copies.length));
  copies.push(copy);
  cpSync(referenceOf('custom-transform'), copy, { recursive: true });
  return copy;
}

test('nothing differs between an assembly and its copy', () => {
  expect(assemblyDifferences(referenceOf('custom-transform'), copyOfReference())).toEqual([]);
});

test('one byte of a template is found', () => {
  const copy = copyOfReference();
  const file = path.join(copy, TEMPLATE);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"IntervalInSeconds": 300', '"IntervalInSeconds": 301'));
  expect(assemblyDifferences(referenceOf('custom-transform'), copy)).toEqual([expect.stringMatching(/^CustomTransformStack\.template\.json: line \d+ is "IntervalInSeconds": 301/)]);
});

test('a template that is missing is found, and one too many', () => {
  const copy = copyOfReference();
  renameSync(path.join(copy, TEMPLATE), path.join(copy, 'Another.template.json'));
  expect(assemblyDifferences(referenceOf('custom-transform'), copy)).toEqual([
    expect.stringMatching(/^Another\.template\.json: only in/), expect.stringMatching(/^CustomTransformStack\.template\.json: not in/),
  ]);
});

test('an asset under another hash is found', () => {
  const copy = copyOfReference();
  const [asset] = Object.values<any>(JSON.parse(readFileSync(path.join(copy, 'CustomTransformStack.assets.json'), 'utf8')).files)
    .filter(({ source }) => source.packaging === 'zip').map(({ source }) => source.path);
  renameSync(path.join(copy, asset), path.join(copy, 'asset.0'));
  expect(assemblyDifferences(referenceOf('custom-transform'), copy)).toContain(`${asset}/index.mjs: not in ${copy}`);
});

test('a folder without an assembly is no reference', () => {
  expect(assemblyDifferences(EXAMPLES, EXAMPLES)).toEqual([expect.stringContaining('holds nothing to compare')]);
});

test('an app that says something else is found', () => {
  const project = copyExample('typescript', 'quickstart', 'spoilt/quickstart');
  linkDependencies(project);
  const stack = path.join(project, 'lib/quickstart-stack.ts');
  writeFileSync(stack, readFileSync(stack, 'utf8').replace('TrackAuthorization.none(),', "TrackAuthorization.none(),\n      stageName: 'prod',"));
  expect(assemblyDifferences(referenceOf('quickstart'), synthesize(project))).not.toEqual([]);
});

test('a warning that nobody acknowledged fails an example', () => {
  const project = copyExample('typescript', 'quickstart', 'spoilt/warned');
  linkDependencies(project);
  const stack = path.join(project, 'lib/quickstart-stack.ts');
  writeFileSync(stack, readFileSync(stack, 'utf8').replace('authorization: TrackAuthorization.none(),', ''));
  expect(() => synthesize(project)).toThrow('cdk-serverless-data-pipeline:openAccess');
});
