import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { METAFILES } from './metafile';

/** What is read of a bill of materials in CycloneDX 1.6. */
export interface BillOfMaterials {
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: Component[];
}

export interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: Array<{ readonly license?: { readonly id?: string; readonly name?: string }; readonly expression?: string }>;
  readonly evidence?: { readonly licenses?: Array<{ readonly license: { readonly text: { readonly content: string } } }> };
}

const REPOSITORY = path.resolve(__dirname, '..');

/**
 * The bill of materials of all bundles together: this package, and each package of which a file went into one of them.
 * @param licenseTexts whether the texts of their licenses are in it
 */
export function bundledPackages(options: { readonly licenseTexts: boolean }): { readonly json: string; readonly bill: BillOfMaterials } {
  const folder = mkdtempSync(path.join(tmpdir(), 'bundled-packages-'));
  try {
    const merged = path.join(folder, 'metafile.json');
    writeFileSync(merged, JSON.stringify(mergedMetafile()));
    // It validates what it writes against the schema of CycloneDX. Reproducible: without the time and a random number.
    const args = [merged, '--spec-version', '1.6', '--mc-type', 'library', '--output-reproducible', '--validate', '--output-file', '-'];
    const json = execFileSync(path.join(REPOSITORY, 'node_modules/.bin/cyclonedx-esbuild'), [...args, ...options.licenseTexts ? ['--gather-license-texts'] : []], {
      cwd: REPOSITORY, encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { json, bill: JSON.parse(json) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One metafile as if esbuild had made all bundles at once. */
function mergedMetafile(): { inputs: object; outputs: object } {
  const folder = path.join(REPOSITORY, METAFILES);
  const metafiles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  };
}
