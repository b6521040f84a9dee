import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';

/** A file of real events, and how many it holds. */
export interface EventSource {
  readonly file: string;
  readonly count: number;
}

/** Every example payload of GitHub's webhooks, one a line: deep, irregular, and of many shapes. */
export function webhookPayloads(folder: string): EventSource {
  const examples: { examples: object[] }[] = JSON.parse(readFileSync(require.resolve('@octokit/webhooks-examples/api.github.com/index.json'), 'utf8'));
  const payloads = examples.flatMap((event) => event.examples);
  const file = path.join(folder, 'webhooks.ndjson');
  writeFileSync(file, payloads.map((payload) => `${JSON.stringify(payload)}\n`).join(''));
  return { file, count: payloads.length };
}

/** 20,000 flights of the United States in 2001, one JSON array. */
export function flights(repository: string): EventSource {
  const file = path.join(repository, 'node_modules/vega-datasets/data/flights-20k.json');
  return { file, count: JSON.parse(readFileSync(file, 'utf8')).length };
}
