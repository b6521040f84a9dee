import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { bundledPackages } from './bundled-packages';

/** Writes the bill of materials that is attached to a release. */
const folder = path.resolve(__dirname, '../dist/sbom');
mkdirSync(folder, { recursive: true });
const { json, bill } = bundledPackages({ licenseTexts: false });
writeFileSync(path.join(folder, `${bill.metadata.component.name}.cdx.json`), json);
