import { readFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';

/** What figures depend on beside the code. */
export function machineFacts(repository: string): string {
  const [{ model }, ...others] = os.cpus();
  const gibibytes = Math.round(os.totalmem() / 1024 ** 3);
  const { version } = JSON.parse(readFileSync(path.join(repository, 'node_modules/aws-cdk-lib/package.json'), 'utf8'));
  return `${model.trim()}, ${others.length + 1} cores, ${gibibytes} GiB, ${os.type()}, Node.js ${process.versions.node}, aws-cdk-lib ${version}`;
}
