import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { sourceToAssemblyHelper } from 'jsii';
import { lintApi } from '../../projenrc/api-lint';

describe('lint:api', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lint-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function lint(source: string): string {
    writeFileSync(path.join(folder, '.jsii'), JSON.stringify(sourceToAssemblyHelper(source)));
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'testpkg', version: '0.0.1', jsii: {} }));
    return lintApi(folder);
  }

  test('names an optional prop without a default, and says what to do', () => {
    const found = lint(`
      export interface PumpProps {
        /** How large it is. */
        readonly size?: number;
      }`);

    expect(found).toContain('[awslint:props-default-doc:testpkg.PumpProps.size]');
    expect(found).toContain('Mend each element');
  });

  test('has nothing to say of the same prop with one', () => {
    expect(lint(`
      export interface PumpProps {
        /**
         * How large it is.
         *
         * @default 1
         */
        readonly size?: number;
      }`)).not.toContain('props-default-doc');
  });

  test('says so if there is nothing to lint', () => {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'testpkg', version: '0.0.1', jsii: {} }));

    expect(lintApi(folder)).toContain('No .jsii file');
  });
});
