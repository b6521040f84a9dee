import { readFileSync, writeFileSync } from 'fs';

/** Real payloads of GitHub's webhooks, one each line. */
export function webhookLines(): string[] {
  const examples: { examples: object[] }[] = JSON.parse(readFileSync(require.resolve('@octokit/webhooks-examples/api.github.com/index.json'), 'utf8'));
  return examples.flatMap((event) => event.examples).map((payload) => JSON.stringify(payload));
}

/** Real objects of about 1 KB: the parts of those payloads that have this size, such as the account of who did something. */
export function kilobyteLines(): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const text = JSON.stringify(value);
    if (!Array.isArray(value) && text.length >= 900 && text.length <= 1_100) {
      found.add(text);
    }
    Object.values(value).forEach(look);
  };
  webhookLines().forEach((line) => look(JSON.parse(line)));
  return [...found];
}

/** Writes lines to a file, over and over until it has a size. */
export function writeLines(file: string, lines: string[], bytes: number): void {
  const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const all = Array.from({ length: Math.ceil(bytes / size) }, () => lines).flat();
  writeFileSync(file, all.map((line) => `${line}\n`).join(''));
}
