import * as path from 'path';
import { kilobyteLines, webhookLines, writeLines } from '../measure/events';
import { Probe } from '../measure/fresh-process';
import { HANDLER } from '../measure/handler-bundle';
import type { Measurement, Subject } from '../measure/measurement';
import { median } from '../measure/statistics';
import { installedPackage } from '../measure/workplace';

const PROCESSES = 5;
const ROUNDS = 25;
const MEBIBYTE = 1024 ** 2;

export const handler: Subject = {
  name: 'handler',
  description: `the shipped handler, and base64 decode + JSON.parse of the same bytes by turns, medians of ${PROCESSES} processes`,
  async measure(place) {
    const probe = new Probe(place, 'handler.mjs');
    const bundle = path.join(installedPackage(place), HANDLER);
    const measure = (what: string, lines: string[]): Measurement[] => {
      const file = path.join(place.project, 'handler-events.ndjson');
      writeLines(file, lines, 4 * MEBIBYTE);
      const runs = Array.from({ length: PROCESSES }, () => probe.run(bundle, file, ROUNDS));
      return [
        { what: `handler / decode + parse, ${what}`, figure: median(runs.map(({ ratio }) => ratio)), unit: '', bar: { atLeast: 0.85 } },
        { what: `handler, ${what}`, figure: median(runs.map((run) => run.handler)), unit: 'MB/s' },
        { what: `decode + parse, ${what}`, figure: median(runs.map(({ limit }) => limit)), unit: 'MB/s' },
      ];
    };
    return {
      measurements: [...measure('events of 1 KB', kilobyteLines()), ...measure('webhook payloads', webhookLines())],
      notes: ['Every answer was compared with its event before anything was timed.'],
    };
  },
};
