import type { Command } from 'commander';
import { loadDeployment } from './template-source';
import type { TemplateSourceOptions } from './template-source';
import { apiCoverage, apiNotes } from '../api/coverage';
import { domainCoverage, domainNotes } from '../api/domain-coverage';
import { athenaCoverage, athenaNotes } from '../athena/coverage';
import { Failure } from '../failure';
import { firehoseCoverage } from '../firehose/coverage';
import { lambdaCoverage } from '../lambda/coverage';
import { accessLogNotes } from '../local/access-logs';
import { firstSteps } from '../local/first-steps';
import { DEFAULT_HOST, isLoopback } from '../local/host';
import { LocalRun } from '../local/local-run';
import { RunReport } from '../local/run-report';
import { stop } from '../local/stop';
import { s3Coverage } from '../s3/coverage';
import { coverageWarning, notRunHereLine, uncovered } from '../template/coverage';
import type { Deployment } from '../template/deployment';
import { count } from '../terminal/count';
import { JsonOutput } from '../terminal/json-output';
import { host, mebibytesPerSecond, port, seconds } from '../terminal/option-values';
import type { RunOutput } from '../terminal/run-output';
import { TextOutput } from '../terminal/text-output';
import { wafCoverage, wafNotes } from '../waf/coverage';

interface LocalOptions extends TemplateSourceOptions {
  readonly port: number;
  readonly host: string;
  readonly details?: boolean;
  readonly bufferingInterval?: number;
  readonly streamQuota?: number;
  readonly json?: boolean;
}

const COVERAGE = {
  ...apiCoverage, ...athenaCoverage, ...domainCoverage, ...firehoseCoverage, ...lambdaCoverage, ...s3Coverage, ...wafCoverage,
};

export function addLocal(program: Command): void {
  program.command('local')
    .description('run a synthesized template on this machine: HTTP in, objects in a folder out')
    .option('--app <command>', 'the command that runs the CDK app (default: the app of cdk.json, else the folder cdk.out)')
    .option('--template <path>', 'a synthesized template, or a cdk.out folder')
    .option('--port <port>', 'the port to listen on; 0 takes any free one', port, 3000)
    .option('--host <address>', 'the address to listen on; 0.0.0.0 lets phones and containers on the network send events, and everybody else there', host, DEFAULT_HOST)
    .option('--data <folder>', 'where the buckets are kept, one folder each', '.pipeline')
    .option('--buffering-interval <seconds>', 'deliver after this time at the latest, whatever the template says', seconds)
    .option('--stream-quota <MiB/s>', 'take no more than a stream on AWS with this quota (1 in most regions, 5 in three); without it, whatever comes',
      mebibytesPerSecond)
    .option('--details', 'name what has work on AWS only')
    .option('--json', 'print one JSON object a line, for machines')
    .action(local);
}

async function local(options: LocalOptions): Promise<void> {
  // Functions share the time zone of the process, and Lambda runs in UTC.
  process.env.TZ = 'UTC';
  const deployment = await loadDeployment(options);
  const output: RunOutput = options.json ? new JsonOutput() : new TextOutput();
  const report = new RunReport((happening) => output.happening(happening));
  const { ended, onFatal } = untilAsked();
  // What a function says while it is loaded is of interest only if it could be.
  const early: [string, string][] = [];
  let onLog = (functionName: string, line: string) => {
    early.push([functionName, line]);
  };
  const run = await LocalRun.start(deployment, {
    data: options.data,
    port: options.port,
    host: options.host,
    bufferingIntervalSeconds: options.bufferingInterval,
    streamQuotaMebibytes: options.streamQuota,
    events: report,
    onLog: (functionName, line) => onLog(functionName, line),
    onFatal,
  });
  try {
    output.started(run, options.data, report);
    for (const [name, address] of run.addresses) {
      output.note(`${name} is served at ${address}`);
    }
    firstSteps(deployment, run, options.data).forEach((line) => output.note(line));
    onLog = (functionName, line) => output.log(functionName, line);
    early.forEach(([functionName, line]) => onLog(functionName, line));
    sayWhatIsLeftOut(deployment, output, options.details === true);
    if (!isLoopback(options.host)) {
      output.note(`${options.host} is open to the network: everybody who reaches it can send events to this run`);
    }
    await ended;
    output.stopping();
    await stop(run, output);
    output.stopped(report);
  } catch (error) {
    // The first error is the one to tell: stopping fails for the same reason.
    await Promise.allSettled([run.stop()]);
    output.end();
    output.stopped(report);
    throw run.undelivered === 0 ? error : new Failure(`${(error as Error).message}; ${count(run.undelivered, 'record')} not delivered`);
  } finally {
    output.end();
  }
}

/** A run goes on until it is asked to end, nobody listens any more, or it cannot go on. */
function untilAsked(): { ended: Promise<void>; onFatal: (error: Error) => void } {
  let onFatal: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    onFatal = reject;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Not `once`: what gives the cursor back ends the process if nobody else listens any more.
      process.on(signal, () => resolve());
    }
    for (const stream of [process.stdout, process.stderr]) {
      // A closed pipe or terminal is a wish to end like any other: what is buffered is delivered.
      stream.on('error', () => resolve());
    }
  });
  return { ended, onFatal };
}

function sayWhatIsLeftOut(deployment: Deployment, output: RunOutput, isDetailed: boolean): void {
  const left = uncovered(deployment, COVERAGE);
  const notes = [
    ...apiNotes(deployment, ['firehose']),
    ...domainNotes(deployment),
    ...wafNotes(deployment),
    ...accessLogNotes(deployment),
    ...athenaNotes(deployment),
  ];
  for (const message of [coverageWarning(left, notes), notRunHereLine(left, isDetailed)]) {
    if (message !== undefined) {
      output.note(message);
    }
  }
}
