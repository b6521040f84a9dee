import { SAMPLE_EVENT } from './event-routes';
import type { EventRoute } from './event-routes';
import { callNames, namedQueries } from '../athena/named-queries';
import type { Deployment } from '../template/deployment';

const COMMAND = 'npx cdk-serverless-data-pipeline';
const DEFAULT_DATA = '.pipeline';
/** The named query that shows what has just arrived. */
const LATEST = 'latest-events';
const INDENT = '  ';
/** What nobody needs to be told how to make shorter. */
const LONG_SECONDS = 10;

/** What of a run the lines are made of. */
export interface StepsOfRun {
  readonly eventRoutes: readonly EventRoute[];
  /** How long an event waits at most, as far as streams buffer. */
  readonly longestDelaySeconds: number;
}

/** What a new user does first, as lines that can be copied: send an event, send many, ask for the rows. And how long rows take. */
export function firstSteps(deployment: Deployment, run: StepsOfRun, data: string): string[] {
  const single = run.eventRoutes.filter(({ isBatch }) => !isBatch);
  const batches = run.eventRoutes.filter(({ isBatch }) => isBatch);
  const plain = single.filter(({ signingRegion }) => signingRegion === undefined);
  const signed = single.filter(({ signingRegion }) => signingRegion !== undefined);
  const limits = [...new Set(batches.map(({ maxEvents }) => maxEvents))];
  const queries = namedQueries(deployment);
  const latest = callNames(queries).filter((_name, index) => queries[index].name === LATEST);
  return [
    ...section('send an event:', plain.map(curlLine)),
    ...section('send an event, signed with the AWS credentials of the environment:', signed.map(signedLine)),
    ...limits.flatMap((limit) => section(
      `send ${limit === undefined ? 'many' : `up to ${limit}`} events at once, as a JSON array:`,
      batches.filter(({ maxEvents }) => maxEvents === limit).map(({ url }) => url),
    )),
    ...section('ask for the rows:', latest.map((name) => [COMMAND, 'query', shellWord(name), ...data === DEFAULT_DATA ? [] : ['--data', shellWord(data)]].join(' '))),
    delayLine(run.longestDelaySeconds),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `${INDENT}${line}`)];
}

function curlLine(route: EventRoute): string {
  const headers = [
    'content-type: application/json',
    ...route.apiKey === undefined ? [] : [`x-api-key: ${route.apiKey}`],
    ...route.identityHeaders.map((name) => `${name}: <${name === 'Authorization' ? 'token' : name}>`),
  ];
  const query = route.identityParameters.map((name) => `${name}=<${name}>`).join('&');
  const url = query === '' ? route.url : `${route.url}?${query}`;
  return ['curl', ...headers.map((header) => `-H ${quoted(header)}`), '-d', quoted(sampleOf(route)), shellWord(url)].join(' ');
}

function signedLine(route: EventRoute): string {
  return `echo ${quoted(sampleOf(route))} | ${COMMAND} send - --url ${shellWord(route.url)} --aws-sigv4 ${route.signingRegion}`;
}

function sampleOf({ takesSample }: EventRoute): string {
  return takesSample ? JSON.stringify(SAMPLE_EVENT) : '<event>';
}

function delayLine(seconds: number): string {
  if (seconds === 0) return 'rows appear as soon as their events are processed';
  const shorter = seconds > LONG_SECONDS ? '`--buffering-interval 2` makes that shorter, and ' : '';
  return `rows appear up to ${seconds} s after their event; ${shorter}Ctrl-C delivers what is buffered`;
}

/** As it is where a shell takes it so. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9@%+=:,./_-]+$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
