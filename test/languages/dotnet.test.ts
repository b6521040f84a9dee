import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { loadAssemblyFromPath, TypeKind } from '@jsii/spec';
import { run } from './command';
import { differencesOfEmbedded } from './embedded-package';
import { DIST, REPOSITORY } from './folders';
import { CONSTRUCTS_FLOOR, FLOOR } from '../support/peer-floor';

const PROJECT = path.join(DIST, 'dotnet-code/dotnet/ServerlessDataPipeline.Cdk');

// Compiling it takes an SDK, which the workflow that publishes it has.
describe('the code for .NET', () => {
  beforeAll(() => run('npx', ['projen', 'code:dotnet'], { cwd: REPOSITORY }));

  test('has a file for each type of the API', () => {
    const types = Object.values(loadAssemblyFromPath(REPOSITORY).types!);
    const files = types.map((type) => type.kind === TypeKind.Interface && type.datatype ? `I${type.name}.cs` : `${type.name}.cs`);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(path.join(PROJECT, 'ServerlessDataPipeline/Cdk', file)))).toEqual([]);
  });

  test('asks for the CDK that the package for npm asks for', () => {
    const project = readFileSync(path.join(PROJECT, 'ServerlessDataPipeline.Cdk.csproj'), 'utf8');
    expect(project).toContain(`<PackageReference Include="Amazon.CDK.Lib" Version="[${FLOOR},3.0.0)" />`);
    expect(project).toContain(`<PackageReference Include="Constructs" Version="[${CONSTRUCTS_FLOOR},11.0.0)" />`);
  });

  test('holds the npm package, byte for byte', () => {
    expect(differencesOfEmbedded('dotnet', PROJECT)).toEqual([]);
  });
});
