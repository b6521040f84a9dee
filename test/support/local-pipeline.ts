import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';
import { LocalRun } from '../../cli/local/local-run';
import type { LocalRunOptions } from '../../cli/local/local-run';
import { RunReport } from '../../cli/local/run-report';
import type { Happening } from '../../cli/local/run-report';
import { loadAssembly } from '../../cli/template/load';

export interface StartedRun {
  readonly run: LocalRun;
  readonly report: RunReport;
  readonly happenings: Happening[];
  readonly logs: string[];
  post(url: string, body: string | Buffer): Promise<Response>;
}

export interface LocalPipeline extends StartedRun {
  readonly trackUrl: string;
  readonly batchUrl: string;
}

type Options = Pick<LocalRunOptions, 'bufferingIntervalSeconds' | 'streamQuotaMebibytes'>;

/** A whole local run in this process of an assembly with one pipeline, over a data folder. It delivers when it stops. */
export async function startPipeline(assembly: string, data: string, options: Options = {}): Promise<LocalPipeline> {
  const started = await startRun(assembly, data, options);
  const trackUrl = outputOf(started.run, 'TrackURL');
  return { ...started, trackUrl, batchUrl: trackUrl.replace(/track$/, 'batch') };
}

/** A whole local run in this process of any assembly. */
export async function startRun(assembly: string, data: string, options: Options = {}): Promise<StartedRun> {
  const happenings: Happening[] = [];
  const logs: string[] = [];
  const report = new RunReport((happening) => happenings.push(happening));
  const run = await LocalRun.start(loadAssembly(assembly), {
    ...options,
    data,
    port: 0,
    events: report,
    onLog: (_functionName, line) => logs.push(line),
    onFatal: (error) => happenings.push({ event: 'warning', message: error.message }),
  });
  return {
    run,
    report,
    happenings,
    logs,
    post: async (url, body) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
  };
}

/** The output of the only pipeline; on an API of someone else its name has more in front. */
export function outputOf(run: LocalRun, name: string): string {
  return [...run.outputs].find(([each]) => each.endsWith(name))![1];
}

/** Every line of the objects under a prefix of the only bucket that has any. */
export function deliveredLines(data: string, prefix: string): any[] {
  return objectFiles(data).filter((file) => file.key.startsWith(prefix))
    .flatMap((file) => gunzipSync(readFileSync(file.path)).toString().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)));
}

/** The objects of all buckets, by their key. */
export function objectFiles(data: string): { readonly key: string; readonly path: string }[] {
  const buckets = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return buckets.flatMap((bucket) => readdirSync(path.join(data, bucket.name), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.path, entry.name);
      return { path: file, key: path.relative(path.join(data, bucket.name), file) };
    }));
}
