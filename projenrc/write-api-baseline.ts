import * as path from 'path';
import { BASELINE, UNRELEASED, writeBaseline } from './api-baseline';

const library = path.resolve(process.argv[2] ?? '.');

try {
  const version = writeBaseline(library);
  console.log(`${path.relative('.', BASELINE)} is now the API of ${version === UNRELEASED ? 'no release yet' : version}: commit it.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
