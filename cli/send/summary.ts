import type { PipelineUrl } from '../pipeline-url';
import { count } from '../terminal/count';

export interface SendSummary {
  readonly accepted: number;
  readonly notAccepted: number;
  readonly requests: number;
  readonly retries: number;
  readonly seconds: number;
}

/** How fast it was. */
export function rateOf({ accepted, seconds }: SendSummary): { seconds: number; eventsPerSecond: number } {
  return { seconds: Math.round(1000 * seconds) / 1000, eventsPerSecond: Math.round(10 * accepted / Math.max(seconds, 0.001)) / 10 };
}

/** What was sent, how fast, and where the rows will be; without what is zero. */
export function summaryLines(summary: SendSummary, url: PipelineUrl): string[] {
  const { accepted, notAccepted, requests, retries, seconds } = summary;
  const parts = [
    ...accepted > 0 ? [`accepted ${count(accepted, 'event')} in ${durationText(seconds)}${rateText(summary)}`] : [],
    ...notAccepted > 0 ? [`not accepted ${notAccepted}`] : [],
    ...requests > 0 ? [count(requests, 'request')] : [],
    ...retries > 0 ? [`sent again ${retries}`] : [],
  ];
  return [parts.join(', '), ...accepted > 0 ? whereRowsAre(url) : []];
}

function whereRowsAre({ isLocal }: PipelineUrl): string[] {
  return isLocal
    ? ['rows appear when the run delivers them (up to two minutes with the defaults, or when it ends): npx cdk-serverless-data-pipeline query latest-events']
    : ['rows appear in Athena when the stream delivers them (up to two minutes with the defaults), in the table `records` unless the stack names it otherwise'];
}

function rateText(summary: SendSummary): string {
  const { eventsPerSecond: rate } = rateOf(summary);
  return rate === 0 ? '' : ` (${rate < 10 ? rate : Math.round(rate)} a second)`;
}

function durationText(seconds: number): string {
  if (seconds < 1) return `${Math.max(seconds, 0.01).toFixed(2)} s`;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
