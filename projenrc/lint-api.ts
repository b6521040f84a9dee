import { lintApi } from './api-lint';

const found = lintApi('.');
if (found) {
  console.error(found);
  process.exitCode = 1;
}
