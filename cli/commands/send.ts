import { performance } from 'perf_hooks';
import { setTimeout as sleep } from 'timers/promises';
import type { Command } from 'commander';
import { Failure } from '../failure';
import { PipelineUrl } from '../pipeline-url';
import { RequestSigner } from '../request-signer';
import { BATCH, batchesOf, PACKED_BATCH, SINGLE } from '../send/batches';
import { readEvents } from '../send/event-file';
import { EventSource } from '../send/event-source';
import { Losses } from '../send/losses';
import { Positions } from '../send/positions';
import { Sender } from '../send/sender';
import type { SendResult } from '../send/sender';
import { rateOf, summaryLines } from '../send/summary';
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
    .description('send the events of a file: one object a line (.ndjson, .jsonl), or one JSON document (.json), also compressed (.gz)')
    .argument('<file>', 'the file that holds the events; - reads lines from standard input')
    .requiredOption('--url <url>', 'the TrackURL (one event a request), or the same with /batch (up to 500 a request)')
    .option('--header <header>', 'sent with every request, such as \'x-api-key: …\'; once for each', headerOption(OURS, 'those are set here'))
    .option('--aws-sigv4 <region>', 'sign every request, for an API with IAM in this region, with the AWS credentials of the environment', awsRegion)
    .option('--packed', 'the API packs its batches (BatchMode.PACKED), so send at most 250 events and 1,000 KiB a request')
    .option('--concurrency <n>', 'requests under way at once', positiveInteger, 8)
    .option('--attempts <n>', 'how often one request is tried', positiveInteger, 10)
    .option('--no-event-id', 'give no event an event_id; one that is sent twice cannot be recognised then')
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
  const source = await EventSource.open(file);
  const losses = new Losses(options.failed, source.stats, options.json === true);
  const replacedIds = new Positions();
  let broken: Failure | undefined;
  const events = readEvents(source, {
    eventIds: options.eventId,
    onRefused: (part) => losses.add([part], part.reason),
    onReplacedId: (position) => replacedIds.add(position),
    onBroken: (failure) => {
      broken = failure;
    },
  });
  const keepsRest = options.failed !== undefined || options.json === true;
  const bar = startBar('sending', source.size ?? 0, options.json !== true);
  const sender = new Sender({
    url: url.at(`/${route}`),
    batch: route === 'batch',
    headers,
    signer,
    concurrency: options.concurrency,
    attempts: options.attempts,
    onProgress: () => bar.update(source.bytesRead),
    onNotAccepted: (lost, reason) => losses.add(lost, reason),
    keepsRest,
    onWait: (seconds) => seconds >= LONG_WAIT_SECONDS && reportLine(`waiting ${seconds} s, as the API asks`),
    clock: { now: Date.now, sleep: async (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined) },
  });
  sender.stopped.addEventListener('abort', () => source.stop());
  // The result so far is still reported and kept. A second signal ends at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      sender.stop();
      process.once(signal, () => process.exit(130));
    });
  }
  const limit = route === 'track' ? SINGLE : options.packed ? PACKED_BATCH : BATCH;
  const startedAt = performance.now();
  let sent: SendResult;
  try {
    sent = await sender.send(batchesOf(events, limit));
  } finally {
    bar.stop();
    losses.close();
  }
  const { isComplete, ...result } = sent;
  if (isComplete && result.accepted + losses.count === 0) {
    throw broken ?? new Failure(`${source.name}: got no event, allowed one or more; is it the right file?`);
  }
  const summary = { ...result, notAccepted: losses.count, replacedIds: replacedIds.count, seconds: (performance.now() - startedAt) / 1000 };
  if (options.json) {
    printJson({ ...summary, ...rateOf(summary), failures: losses.inOrder });
  } else {
    if (replacedIds.count > 0) {
      reportLine(replacedIdsText(source, replacedIds, options.eventId));
    }
    losses.first.forEach(({ position, reason }) => reportLine(`${source.name}: ${source.part} ${position}: ${reason}`));
    summaryLines(summary, url).forEach((line) => printLine(line));
  }
  const keepThem = options.failed === undefined ? 'give --failed <file> to keep them' : `they are in ${options.failed}`;
  const problems = [
    ...broken === undefined ? [] : [broken.message],
    ...losses.count === 0 ? [] : [`${source.name}: ${losses.count} of ${count(losses.count + result.accepted, 'event')} not accepted; ${keepThem}`],
    ...isComplete ? [] : [`${source.name}: interrupted before its end; give --failed <file> to keep what is not sent`],
  ];
  if (problems.length > 0) {
    throw new Failure(problems.join('\n'));
  }
}

function replacedIdsText(source: EventSource, { count: number, first }: Positions, isNewGiven: boolean): string {
  const places = `${source.part}${number === 1 ? '' : 's'} ${first.join(', ')}${number > first.length ? ', …' : ''}`;
  return `${source.name}: ${count(number, 'event')} with an event_id that the pipeline replaces, allowed a string of 1 to 128 characters (${places}): `
    + (isNewGiven ? 'sent with new ones' : 'sent as they are, because of --no-event-id');
}
