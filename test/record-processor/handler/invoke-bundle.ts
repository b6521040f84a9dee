import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** The handlers as they are shipped. */
export type BundleName = 'index.lambda' | 'packed.lambda';

export function bundleFile(name: BundleName): string {
  return path.resolve(__dirname, '../../../assets/record-processor/handler', name, 'index.mjs');
}

/** The real bundle in a folder of its own, with files beside it, called in a process of its own. */
export function invoke(name: BundleName, events: object[], files: Record<string, string> = {}, module?: string): { answers: any[]; log: any[] } {
  const asset = fs.mkdtempSync(path.join(os.tmpdir(), 'asset-'));
  for (const [file, text] of Object.entries({ 'index.mjs': fs.readFileSync(bundleFile(name), 'utf8'), ...files })) {
    fs.mkdirSync(path.dirname(path.join(asset, file)), { recursive: true });
    fs.writeFileSync(path.join(asset, file), text);
  }
  const calls = `(async () => {
      const { handler } = await import('./index.mjs');
      for (const event of ${JSON.stringify(events)}) {
        const answer = await handler(event).catch((error) => ({ error: String(error) }));
        process.stdout.write('ANSWER' + JSON.stringify(answer) + '\\n');
      }
    })().catch((error) => process.stdout.write('ANSWER' + JSON.stringify({ error: String(error) }) + '\\n'));`;
  const lines = execFileSync(process.execPath, ['-e', calls], {
    cwd: asset,
    encoding: 'utf8',
    env: { ...module && { TRANSFORM_MODULE: module }, AWS_LAMBDA_FUNCTION_NAME: 'processor' },
  }).trim().split('\n');
  fs.rmSync(asset, { recursive: true });
  const isAnswer = (line: string) => line.startsWith('ANSWER');
  return {
    answers: lines.filter(isAnswer).map((line) => JSON.parse(line.slice('ANSWER'.length))),
    log: lines.filter((line) => !isAnswer(line)).map((line) => JSON.parse(line)),
  };
}
