import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { HttpClient } from '../../../cli/http-client';
import { PipelineUrl } from '../../../cli/pipeline-url';
import { bucketSource } from '../../../cli/verify/bucket/bucket-source';
import { firstContact } from '../../../cli/verify/first-contact';
import type { Outcome } from '../../../cli/verify/point';
import { reportOf } from '../../../cli/verify/report';
import type { VerifyReport } from '../../../cli/verify/report';
import { Session } from '../../../cli/verify/session';
import type { SessionOptions } from '../../../cli/verify/session-options';
import { SUITE } from '../../../cli/verify/suite';
import { runSuite } from '../../../cli/verify/suite-run';
import { synthesizePipeline, temporaryFolder } from '../../support/assembly';
import type { PipelineProps } from '../../support/assembly';
import { outputOf, startPipeline } from '../../support/local-pipeline';

export interface VerifyCase {
  readonly props?: PipelineProps;
  readonly edit?: (template: any) => void;
  readonly session?: Partial<SessionOptions>;
  /** Look into the bucket too. */
  readonly bucket?: boolean;
  readonly streamQuotaMebibytes?: number;
  /** Put something between the suite and the pipeline. */
  readonly behind?: (trackUrl: string) => Promise<InFront>;
}

/** What stands in front of a pipeline. */
export interface InFront {
  readonly trackUrl: string;
  close(): Promise<void>;
}

export interface Verified {
  readonly report: VerifyReport;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly failed: string[];
  readonly notTried: string[];
}

/** The points about what an API may have besides: they are tried only if the user says that it has it. */
export const OF_OTHER_EDGES = SUITE.map(({ id }) => id).filter((id) => /^(context|credentials|limit|stored\.context)\b/.test(id));

export function sessionOptions(url: string, options: Partial<SessionOptions> = {}): SessionOptions {
  return {
    url: new PipelineUrl(url),
    origins: [],
    allowedHeaders: [],
    headers: {},
    sharedApi: false,
    context: [],
    runId: 'run-of-a-test',
    throttle: true,
    overloadBatches: 0,
    waitSeconds: 10,
    clock: { now: Date.now, sleep: async (milliseconds) => sleep(milliseconds) },
    onStatus: () => undefined,
    ...options,
  };
}

/** The whole suite on a local run of a pipeline, whose template a test may have spoilt. */
export async function verified({ props, edit, session: options = {}, bucket = false, streamQuotaMebibytes, behind }: VerifyCase): Promise<Verified> {
  const data = temporaryFolder();
  const { run, trackUrl } = await startPipeline(synthesizePipeline(props, edit), data, { bufferingIntervalSeconds: 1, streamQuotaMebibytes });
  const inFront = await behind?.(trackUrl);
  const client = new HttpClient();
  try {
    const source = bucket ? { bucket: bucketSource(path.join(data, outputOf(run, 'BucketName'))) } : {};
    const session = new Session(sessionOptions(inFront?.trackUrl ?? trackUrl, { ...source, ...options }), client);
    await firstContact(session);
    const findings = await runSuite(SUITE, session, () => undefined);
    const ids = (kind: Outcome['kind']) => findings.filter(({ outcome }) => outcome.kind === kind).map(({ point }) => point.id);
    return {
      report: reportOf(session, findings),
      outcomes: new Map(findings.map(({ point, outcome }) => [point.id, outcome])),
      failed: ids('failed'),
      notTried: ids('not tried'),
    };
  } finally {
    client.close();
    await inFront?.close();
    await run.stop();
  }
}
