import { EXECUTABLE_VARIABLE, findBrowser, missingBrowser } from './executable';
import setUpTests from '../support/global-setup';

/**
 * Finds the browser once for all files.
 * @throws Error if there is none and the run must have one
 */
export default function setUp(): void {
  const executable = findBrowser(process.env.PATH);
  if (executable === undefined) {
    process.stderr.write(missingBrowser(process.env.BROWSER_REQUIRED));
  } else {
    process.env[EXECUTABLE_VARIABLE] = executable;
  }
  setUpTests();
}
