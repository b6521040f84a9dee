import * as path from 'path';
import { plot } from 'asciichart';
import { installConsumerProject } from './consumer-project';
import { PipelineCommand } from './pipeline-command';
import { flights, webhookPayloads } from './real-events';

const REPOSITORY = path.resolve(__dirname, '../..');
const FOLDER = path.join(REPOSITORY, '.demo');
const SHOWN_QUERIES = ['events-per-hour', 'volume-by-day', 'duplicate-events', 'failed-records', 'latest-events'];

const COUNTS = `
  SELECT count_if(json_extract_scalar(event, '$.distance') IS NULL) AS webhooks,
         count_if(json_extract_scalar(event, '$.distance') IS NOT NULL) AS flights,
         count(DISTINCT json_extract_scalar(event, '$.event_id')) AS ids
  FROM records_raw WHERE dt >= '2026-01-01'`;

const FLIGHTS_BY_HOUR = `
  SELECT substr(json_extract_scalar(event, '$.date'), 12, 2) AS hour, count(*) AS flights
  FROM records_raw WHERE dt >= '2026-01-01' AND json_extract_scalar(event, '$.distance') IS NOT NULL
  GROUP BY 1 ORDER BY 1`;

async function demo(): Promise<void> {
  const begin = performance.now();
  const step = (text: string) => console.log(`\n[${((performance.now() - begin) / 1000).toFixed(0).padStart(2)} s] ${text}`);

  step('Installing the packed package into a project of its own: .demo/quickstart');
  const project = installConsumerProject(REPOSITORY, 'quickstart', FOLDER);
  const pipeline = new PipelineCommand(project);

  step('Synthesizing its app and starting the local run of the template');
  const local = await pipeline.local('--port', '0', '--buffering-interval', '5');
  try {
    for (const [name, value] of Object.entries(local.outputs)) {
      console.log(`  ${name} ${value}`);
    }
    const sources = { webhooks: webhookPayloads(FOLDER), flights: flights(REPOSITORY) };
    const total = sources.webhooks.count + sources.flights.count;

    step(`Sending ${sources.webhooks.count} webhook payloads, one a request, through /track`);
    console.log(`  ${(await pipeline.run('send', sources.webhooks.file, '--url', local.outputs.TrackURL)).trim()}`);
    step(`Sending ${sources.flights.count} flights, 500 a request, through /batch`);
    const batchUrl = local.outputs.TrackURL.replace(/track$/, 'batch');
    console.log(`  ${(await pipeline.run('send', sources.flights.file, '--url', batchUrl)).trim()}`);

    step('Waiting for delivery');
    await local.delivery(total, (done) => console.log(`  ${done} of ${total} records are in the bucket`));

    for (const name of SHOWN_QUERIES) {
      step(`Named query ${name}`);
      console.log((await pipeline.run('query', name, '--rows', '5')).trimEnd());
    }
    step('Flights by hour of the day');
    const hours: { flights: number | string }[] = JSON.parse(await pipeline.run('query', '--json', FLIGHTS_BY_HOUR));
    console.log(plot(hours.map((hour) => Number(hour.flights)), { height: 8, format: (count) => count.toFixed(0).padStart(6) }));
    console.log(`        0 h ${'─'.repeat(Math.max(0, hours.length - 8))} ${hours.length - 1} h`);

    step('Comparing what was sent with the rows');
    const [counted] = JSON.parse(await pipeline.run('query', '--json', COUNTS));
    const expected = { webhooks: sources.webhooks.count, flights: sources.flights.count, ids: total };
    for (const [name, count] of Object.entries(expected)) {
      console.log(`  ${name.padEnd(8)} sent ${String(count).padStart(6)}   rows ${String(counted[name]).padStart(6)}`);
      if (Number(counted[name]) !== count) {
        throw new Error(`${name}: ${count} were sent, but ${counted[name]} are rows`);
      }
    }
  } finally {
    await local.stop();
  }
  const bucket = path.relative(process.cwd(), path.join(project, '.pipeline', local.outputs.BucketName));
  step('Done. Every event that was sent is one row.');
  console.log(`
  The files lie under ${bucket}, with the keys that S3 would hold.
  Go on in the project:

    cd ${path.relative(process.cwd(), project)}
    npx cdk-serverless-data-pipeline query latest-events
    npx cdk-serverless-data-pipeline query "SELECT count(*) FROM records WHERE dt >= '2026-01-01'"
    npx cdk-serverless-data-pipeline local
    curl -H 'content-type: application/json' -d '{"name":"hello"}' http://127.0.0.1:3000/dev/track
`);
}

demo().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
