import { closeSync, openSync, writeSync } from 'fs';
import { setTimeout as sleep } from 'timers/promises';
import type { Command } from 'commander';
import { Failure } from '../failure';
import { PipelineUrl } from '../pipeline-url';
import { RequestSigner } from '../request-signer';
import { BATCH, batchesOf, PACKED_BATCH, SINGLE } from '../send/batches';
import { readEventFile } from '../send/event-file';
import { Sender } from '../send/sender';
import { startBar } from '../terminal/bar';
import { count } from '../terminal/count';
import { headerOption } from '../terminal/header-option';
import { awsRegion, positiveInteger } from '../terminal/option-values';
import { printJson, printLine, reportLine } from '../terminal/print';

/** Shorter waits are part of the work. */
const LONG_WAIT_SECONDS = 5;
const OURS = ['content-type', 'content-length', 'host', 'connection', 'transfer-encoding', 'expect'];

interface SendOptions {
  readonly url: string;
  readonly header?: Record<string, string>;
  readonly awsSigv4?: string;
  readonly concurrency: number;
  readonly attempts: number;
  readonly packed?: boolean;
  readonly eventId: boolean;
  readonly failed?: string;
  readonly json?: boolean;
}

export function addSend(program: Command): void {
  program.command('send')
    .description('send the events of a file: one object a line (.ndjson), or one JSON document (.json)')
    .argument('<file>', 'the file that holds the events')
    .requiredOption('--url <url>', 'the TrackURL (one event a request), or the same with /batch (up to 500 a request)')
    .option('--header <header>', 'sent with every request, such as \'x-api-key: …\'; once for each', headerOption(OURS, 'those are set here'))
    .option('--aws-sigv4 <region>', 'sign every request, for an API with IAM in this region, with the AWS credentials of the environment', awsRegion)
    .option('--packed', 'the API packs its batches (BatchMode.PACKED), so send at most 250 events and 1,000 KiB a request')
    .option('--concurrency <n>', 'requests under way at once', positiveInteger, 8)
    .option('--attempts <n>', 'how often one request is tried', positiveInteger, 10)
    .option('--no-event-id', 'send events without an event_id as they are; one that is sent twice cannot be recognised then')
    .option('--failed <file>', 'write the events that were not accepted here, one a line')
    .option('--json', 'print the result as JSON')
    .action(send);
}

async function send(file: string, options: SendOptions): Promise<void> {
  const url = new PipelineUrl(options.url);
  // The base URL of the API means the batch route.
  const route = url.route ?? 'batch';
  if (options.packed && route === 'track') {
    throw new Failure(`--packed: got it together with ${options.url}, where each request is one event; give the same URL with /batch, or leave --packed out`);
  }
  const headers = options.header ?? {};
  const signer = options.awsSigv4 === undefined ? undefined : RequestSigner.fromEnvironment(options.awsSigv4, process.env, headers);
  const { events, refused } = readEventFile(file, { eventIds: options.eventId });
  if (events.length + refused.length === 0) {
    throw new Failure(`${file}: got no event, allowed one or more; is it the right file?`);
  }
  const failedFile = openFailedFile(options.failed);
  const bar = startBar('sending', events.length, options.json !== true);
  const sender = new Sender({
    url: url.at(`/${route}`),
    batch: route === 'batch',
    headers,
    signer,
    concurrency: options.concurrency,
    attempts: options.attempts,
    onProgress: (progress) => bar.update(progress.accepted + progress.refused),
    onWait: (seconds) => seconds >= LONG_WAIT_SECONDS && reportLine(`waiting ${seconds} s, as the API asks`),
    clock: { now: Date.now, sleep: async (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined) },
  });
  // The result so far is still reported and kept. A second signal ends at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      sender.stop();
      process.once(signal, () => process.exit(130));
    });
  }
  const limit = route === 'track' ? SINGLE : options.packed ? PACKED_BATCH : BATCH;
  const result = await sender.send(batchesOf(events, limit)).finally(() => bar.stop()).catch((error: Error) => {
    // Nothing is known to be accepted.
    keep(failedFile, [...refused, ...events]);
    throw error;
  });

  const lost = [
    ...refused.map((part) => ({ position: part.position, reason: part.reason, text: part.text })),
    ...result.notAccepted.map((entry) => ({ position: entry.event.position, reason: entry.reason, text: entry.event.text })),
  ].sort((a, b) => a.position - b.position);
  const summary = { accepted: result.accepted, notAccepted: lost.length, requests: result.requests, retries: result.retries };
  if (options.json) {
    printJson({ ...summary, failures: lost.map(({ position, reason }) => ({ position, reason })) });
  } else {
    printLine(`accepted ${summary.accepted}, not accepted ${summary.notAccepted}, requests ${summary.requests}, sent again ${summary.retries}`);
    lost.slice(0, 5).forEach((entry) => reportLine(`${file}:${entry.position}: ${entry.reason}`));
  }
  keep(failedFile, lost);
  if (lost.length > 0) {
    throw new Failure(`${file}: ${lost.length} of ${count(lost.length + result.accepted, 'event')} not accepted; `
      + (options.failed === undefined ? 'give --failed <file> to keep them' : `they are in ${options.failed}`));
  }
}

function keep(failedFile: number | undefined, lost: readonly { readonly position: number; readonly text: string }[]): void {
  if (failedFile !== undefined) {
    writeSync(failedFile, [...lost].sort((a, b) => a.position - b.position).map(({ text }) => `${text}\n`).join(''));
    closeSync(failedFile);
  }
}

/** Opened before the first event is sent: afterwards it would be too late to say that it cannot be written. */
function openFailedFile(file: string | undefined): number | undefined {
  try {
    return file === undefined ? undefined : openSync(file, 'w');
  } catch (error) {
    throw new Failure(`--failed ${file}: cannot be written (${(error as NodeJS.ErrnoException).code}); choose a file in a folder that exists`);
  }
}
