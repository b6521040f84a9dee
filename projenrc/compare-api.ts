import { BASELINE } from './api-baseline';
import { compareApis } from './api-comparison';

const { breaks, advice } = compareApis(BASELINE, '.');
breaks.forEach((line) => console.error(line));
if (advice) {
  console.error(`\n${advice}`);
  process.exitCode = 1;
}
