import * as path from 'path';

/** The folder of the package: the same seen from src/ and from lib/, where all modules are one file. */
export const PACKAGE_ROOT = path.join(__dirname, '..');
