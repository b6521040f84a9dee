import { copyFileSync, rmSync } from 'fs';
import * as path from 'path';
import { LocalProcess, PipelineCommand } from '../../examples/demo/pipeline-command';
import { kilobyteLines } from '../measure/events';
import { post, withBareServer } from '../measure/http-load';
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
    rmSync(path.join(project, '.pipeline'), { recursive: true, force: true });
    const events = kilobyteLines();
    const [event] = events;
    const batch = `[${Array.from({ length: EVENTS_A_BATCH }, (_, index) => events[index % events.length]).join(',')}]`;
    const single = (url: string) => rounds(SINGLE_REQUESTS, async (requests) => post({ url, requests, connections: CONNECTIONS, body: event }));
    const bare = await withBareServer(repository, single);

    const command = new PipelineCommand(project);
    const local = await command.local('--port', '0', '--app', 'node local-app.js');
    let singles: Round[];
    let batches: Round[];
    try {
      const url = local.outputs.TrackURL;
      singles = await single(url);
      batches = await rounds(BATCH_REQUESTS, async (requests) => post({
        url: url.replace(/track$/, 'batch'), requests, connections: CONNECTIONS / 5, body: batch,
      }));
    } finally {
      await local.stop();
    }
    const accepted = sent(singles) + EVENTS_A_BATCH * sent(batches);
    await compareWithRows(command, local, accepted);
    return {
      measurements: [
        { what: 'local run, one event a request', figure: speed(singles), unit: 'events/s', bar: { atLeast: 5_000 } },
        { what: `local run, ${EVENTS_A_BATCH} events a request`, figure: EVENTS_A_BATCH * speed(batches), unit: 'events/s', bar: { atLeast: 20_000 } },
        { what: 'for comparison: a bare HTTP server of Node, one event a request', figure: speed(bare), unit: 'events/s' },
      ],
      notes: [`${accepted} events were accepted, and as many are rows.`],
    };
  },
};

interface Round {
  readonly requests: number;
  readonly requestsASecond: number;
}

/** The first round, a short one, only makes the code hot. */
async function rounds(requests: number, send: (requests: number) => Promise<number>): Promise<Round[]> {
  const all: Round[] = [];
  for (const count of [requests / 10, ...Array.from({ length: ROUNDS }, () => requests)]) {
    all.push({ requests: count, requestsASecond: await send(count) });
  }
  return all;
}

function speed([_warmUp, ...measured]: Round[]): number {
  return median(measured.map(({ requestsASecond }) => requestsASecond));
}

function sent(all: Round[]): number {
  return all.reduce((sum, { requests }) => sum + requests, 0);
}

/** What was said to be accepted must be there. */
async function compareWithRows(command: PipelineCommand, local: LocalProcess, accepted: number): Promise<void> {
  const [{ events }] = JSON.parse(await command.run('query', '--json', "SELECT count(*) AS events FROM records_raw WHERE dt >= '2026-01-01'"));
  if (Number(events) !== accepted || local.failed > 0) {
    throw new Error(`${accepted} events were accepted, but ${events} are rows and ${local.failed} failed`);
  }
}
