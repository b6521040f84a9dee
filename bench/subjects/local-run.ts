import { copyFileSync, rmSync } from 'fs';
import * as path from 'path';
import { LocalProcess, PipelineCommand } from '../../examples/demo/pipeline-command';
import { kilobyteLines } from '../measure/events';
import { post } from '../measure/http-load';
import type { Subject } from '../measure/measurement';
import { median } from '../measure/statistics';

const ROUNDS = 3;
const CONNECTIONS = 50;
const SINGLE_REQUESTS = 15_000;
const BATCH_REQUESTS = 600;
const EVENTS_A_BATCH = 100;

export const localRun: Subject = {
  name: 'local',
  description: `the local run of the packed command, real events of 1 KB over ${CONNECTIONS} open connections, medians of ${ROUNDS} rounds`,
  async measure({ project, repository }) {
    copyFileSync(path.join(repository, 'bench/probes/local-app.js'), path.join(project, 'local-app.js'));
    const data = path.join(project, '.pipeline');
    rmSync(data, { recursive: true, force: true });
    const command = new PipelineCommand(project);
    const local = await command.local('--port', '0', '--app', 'node local-app.js');
    let accepted = 0;
    let singles: number[];
    let batches: number[];
    try {
      const url = local.outputs.TrackURL;
      const events = kilobyteLines();
      const rounds = async (requests: number, eventsEach: number, send: (count: number) => Promise<number>) => {
        const speeds: number[] = [];
        // The first round, a short one, makes the code hot.
        for (const count of [requests / 10, ...Array.from({ length: ROUNDS }, () => requests)]) {
          speeds.push(eventsEach * await send(count));
          accepted += count * eventsEach;
        }
        return speeds.slice(1);
      };
      singles = await rounds(SINGLE_REQUESTS, 1, async (requests) => post({ url, requests, connections: CONNECTIONS, body: events[0] }));
      const batch = `[${Array.from({ length: EVENTS_A_BATCH }, (_, index) => events[index % events.length]).join(',')}]`;
      batches = await rounds(BATCH_REQUESTS, EVENTS_A_BATCH, async (requests) => post({
        url: url.replace(/track$/, 'batch'), requests, connections: CONNECTIONS / 5, body: batch,
      }));
    } finally {
      await local.stop();
    }
    await compareWithRows(command, local, accepted);
    return {
      measurements: [
        { what: 'local run, one event a request', figure: median(singles), unit: 'events/s', bar: { atLeast: 5_000 } },
        { what: `local run, ${EVENTS_A_BATCH} events a request`, figure: median(batches), unit: 'events/s', bar: { atLeast: 20_000 } },
      ],
      notes: [`${accepted} events were accepted, and as many are rows.`],
    };
  },
};

/** What was said to be accepted must be there. */
async function compareWithRows(command: PipelineCommand, local: LocalProcess, accepted: number): Promise<void> {
  const [{ events }] = JSON.parse(await command.run('query', '--json', "SELECT count(*) AS events FROM records_raw WHERE dt >= '2026-01-01'"));
  if (Number(events) !== accepted || local.failed > 0) {
    throw new Error(`${accepted} events were accepted, but ${events} are rows and ${local.failed} failed`);
  }
}
