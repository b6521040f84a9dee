import { randomUUID } from 'crypto';
import { setTimeout as sleep } from 'timers/promises';
import type { Command } from 'commander';
import { setResult } from '../exit-code';
import { Failure } from '../failure';
import { HttpClient } from '../http-client';
import { PipelineUrl } from '../pipeline-url';
import { RequestSigner } from '../request-signer';
import { awsRegion, batches, kibibytesOfBody, runId, seconds } from '../terminal/option-values';
import { printJson } from '../terminal/print';
import { bucketSource } from '../verify/bucket/bucket-source';
import { ObjectWindow } from '../verify/bucket/object-window';
import { contextField } from '../verify/context-field';
import type { ContextField } from '../verify/context-field';
import { firstContact } from '../verify/first-contact';
import { reportOf } from '../verify/report';
import { headerName, origin, requestHeader } from '../verify/request-options';
import { Session } from '../verify/session';
import { SUITE } from '../verify/suite';
import { runSuite } from '../verify/suite-run';
import { TextReport } from '../verify/text-report';

interface VerifyOptions {
  readonly url: string;
  readonly origin?: string[];
  readonly allowedHeader?: string[];
  readonly header?: Record<string, string>;
  readonly awsSigv4?: string;
  readonly sharedApi?: boolean;
  readonly context?: ContextField[];
  readonly bodyLimit?: number;
  readonly bucket?: string;
  readonly wait: number;
  readonly overload?: number | true;
  readonly throttle: boolean;
  readonly runId?: string;
  readonly json?: boolean;
}

/** 500 events of 8 KB each: 80 MB in all. Packed the same in four times as many batches. */
const OVERLOAD_BATCHES = 20;

export function addVerify(program: Command): void {
  program.command('verify')
    .description('check a running pipeline, here or on AWS, against the HTTP contract, point by point; the events that it stores are marked')
    .requiredOption('--url <url>', 'the TrackURL that the stack or the local run prints')
    .option('--origin <origin>', 'an origin whose pages may read replies; once for each (default: whatever the replies allow)', origin)
    .option('--allowed-header <name>', 'a further header that pages may send, such as traceparent; once for each of allowedHeaders', headerName)
    .option('--header <header>', 'sent with every request as its credentials, such as \'x-api-key: …\'; once for each', requestHeader)
    .option('--aws-sigv4 <region>', 'sign every request, for an API with IAM in this region, with the AWS credentials of the environment', awsRegion)
    .option('--shared-api', 'the routes were added to an API that has others')
    .option('--context <field>', 'what events carry about their request: <field>, or <field>=<Header> if it comes from a header; once for each', contextField)
    .option('--body-limit <KiB>', 'the largest body that the web ACL of the API lets through', kibibytesOfBody)
    .option('--bucket <where>', 'look at what was stored too: s3://<bucket>, read by your AWS CLI, or a folder with its objects')
    .option('--wait <seconds>', 'how long delivery to the bucket may take', seconds, 180)
    .option('--overload [batches]', `send up to so many batches of 4 MB (${OVERLOAD_BATCHES}; packed the same in smaller ones), so that the stream has no room for one`, batches)
    .option('--no-throttle', 'do not provoke the throttle (up to 1,000 requests that put nothing)')
    .option('--run-id <id>', 'the mark of the events (default: a random one)', runId)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nThe exit code is 0 only if no point failed.')
    .action(verify);
}

async function verify(options: VerifyOptions): Promise<void> {
  const url = new PipelineUrl(options.url);
  const headers = options.header ?? {};
  const signer = options.awsSigv4 === undefined ? undefined : RequestSigner.fromEnvironment(options.awsSigv4, process.env, headers);
  const twice = options.context?.find(({ header }) => Object.keys(headers).some((name) => name.toLowerCase() === header?.toLowerCase()));
  if (twice !== undefined) {
    throw new Failure(`--context ${twice.field}=${twice.header}: got a header that --header sets too, allowed one that is free to hold any text; give --context ${twice.field} alone`);
  }
  const bucket = options.bucket === undefined ? undefined : bucketSource(options.bucket);
  const client = new HttpClient();
  const output = options.json ? undefined : new TextReport(Math.max(...SUITE.map(({ id }) => id.length)));
  try {
    const session = new Session({
      url,
      bucket,
      origins: [...new Set(options.origin ?? [])],
      allowedHeaders: options.allowedHeader ?? [],
      headers,
      signer,
      sharedApi: options.sharedApi ?? false,
      context: options.context ?? [],
      bodyLimit: options.bodyLimit === undefined ? undefined : 1024 * options.bodyLimit,
      runId: options.runId ?? randomUUID().slice(0, 8),
      throttle: options.throttle,
      overloadBatches: options.overload === true ? OVERLOAD_BATCHES : options.overload ?? 0,
      waitSeconds: options.wait,
      clock: { now: Date.now, sleep: async (milliseconds) => sleep(milliseconds) },
      onStatus: (text) => output?.onStatus(text),
    }, client);
    // What was stored until then is told; whoever asks twice does not want to wait.
    process.once('SIGINT', () => {
      session.stopped = true;
      process.once('SIGINT', () => process.exit(130));
    });
    await firstContact(session);
    // A bucket that cannot be read is better known before anything is stored.
    await bucket?.refresh(new ObjectWindow(session.startedAt).hours(session.startedAt));
    const findings = await runSuite(SUITE, session, (finding) => output?.onFinding(finding));
    const report = reportOf(session, findings);
    if (options.json) {
      printJson(report);
    }
    output?.end(report);
    setResult(session.stopped ? 130 : report.failed > 0 ? 1 : 0);
  } finally {
    output?.close();
    bucket?.close();
    client.close();
  }
}
