import { writeFileSync } from 'fs';
import * as path from 'path';
import { bundledPackages } from './bundled-packages';
import { thirdPartyLicenses } from './third-party-licenses';

/** Writes the licenses beside the command line, which is what the packages are bundled into. */
const { bill } = bundledPackages({ licenseTexts: true });
writeFileSync(path.resolve(__dirname, '../assets/cli/THIRD-PARTY-LICENSES'), thirdPartyLicenses(bill.components));
