import type { FileEvent } from './event-file';
import { verdictOn } from './reply';
import type { Verdict } from './reply';
import { Failure } from '../failure';
import { HttpClient, NoReply } from '../http-client';
import type { HttpReply } from '../http-client';
import type { RequestSigner } from '../request-signer';

export interface SenderOptions {
  readonly url: string;
  /** The body is an array of events; otherwise each request is one event. */
  readonly batch: boolean;
  /** Sent with every request, such as an API key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Signs every request; undefined: none is signed. */
  readonly signer?: RequestSigner;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** How often one request is tried. */
  readonly attempts: number;
  readonly onProgress: () => void;
  /** Events are given up: the API refuses them, or all attempts failed. */
  readonly onNotAccepted: (events: readonly FileEvent[], reason: string) => void;
  /** Whether the events that are left when it stops are given up too; otherwise nobody reads them. */
  readonly keepsRest: boolean;
  /** The API asked all to wait. */
  readonly onWait: (seconds: number) => void;
  /** Time and waiting, so that tests need none. */
  readonly clock: { now(): number; sleep(milliseconds: number, signal: AbortSignal): Promise<void> };
}

export interface SendResult {
  readonly accepted: number;
  readonly requests: number;
  readonly retries: number;
  /** Whether each event was accepted or given up. */
  readonly isComplete: boolean;
}

/** API Gateway gives up after 29 seconds. */
const TIMEOUT_MILLISECONDS = 35_000;
/** Managed rules of web ACLs refuse requests that name none. */
const USER_AGENT = 'cdk-serverless-data-pipeline';
const INTERRUPTED = 'not sent: interrupted';
/** Nobody is there: another attempt would find nobody either. */
const UNREACHABLE = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND', 'ENETUNREACH'];

/** Sends requests, waits as the API asks, and sends again only what it did not take. */
export class Sender {
  private accepted = 0;
  private retries = 0;
  private requests = 0;
  /** One wait for all: while the API says that it is busy, further requests would only be refused. */
  private waitUntil = 0;
  private readonly stopping = new AbortController();
  private readonly client = new HttpClient({
    timeout: TIMEOUT_MILLISECONDS,
    onResend: () => {
      this.requests += 1;
      this.retries += 1;
    },
  });

  constructor(private readonly options: SenderOptions) {
  }

  /**
   * Sends requests until none is left; each event is accepted or given up.
   * @throws Failure if the URL cannot be reached, or is not one of a pipeline
   */
  async send(requests: AsyncIterable<FileEvent[]> | Iterable<FileEvent[]>): Promise<SendResult> {
    const queue = Symbol.asyncIterator in requests ? requests[Symbol.asyncIterator]() : requests[Symbol.iterator]();
    // What fails for one worker ends them all, and none is left behind.
    const outcomes = await Promise.allSettled(Array.from({ length: this.options.concurrency }, async () => this.work(queue)));
    let next = await queue.next();
    const isComplete = next.done === true || this.options.keepsRest;
    for (; !next.done && this.options.keepsRest; next = await queue.next()) {
      this.options.onNotAccepted(next.value, INTERRUPTED);
    }
    this.client.close();
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      throw failed.reason;
    }
    return { accepted: this.accepted, requests: this.requests, retries: this.retries, isComplete };
  }

  /** Starts no further request, and waits for none to start; what was not sent is given up. */
  stop(): void {
    this.stopping.abort();
  }

  /** Aborted when no further request starts. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  private async work(queue: AsyncIterator<FileEvent[]> | Iterator<FileEvent[]>): Promise<void> {
    try {
      for (let next = await queue.next(); !next.done; next = await queue.next()) {
        await this.deliver(next.value);
        this.options.onProgress();
        if (this.stopped.aborted) {
          return;
        }
      }
    } catch (error) {
      this.stop();
      this.client.close();
      throw error;
    }
  }

  private async deliver(events: FileEvent[]): Promise<void> {
    let rest = events;
    let reason = INTERRUPTED;
    for (let attempt = 1; attempt <= this.options.attempts; attempt += 1) {
      await this.waitForTurn();
      if (this.stopped.aborted) {
        break;
      }
      this.retries += attempt === 1 ? 0 : 1;
      const verdict = await this.post(rest).catch((error: Error) => {
        this.options.onNotAccepted(rest, error.message);
        throw error;
      });
      if (verdict.kind === 'accepted') {
        this.accepted += rest.length;
        return;
      }
      if (verdict.kind === 'refused') {
        this.options.onNotAccepted(rest, verdict.reason);
        return;
      }
      if (verdict.kind === 'divide') {
        this.retries += 2;
        const middle = Math.ceil(rest.length / 2);
        await this.deliver(rest.slice(0, middle)).catch((error: Error) => {
          this.options.onNotAccepted(rest.slice(middle), error.message);
          throw error;
        });
        await this.deliver(rest.slice(middle));
        return;
      }
      if (verdict.kind === 'partly') {
        const failed = new Set(verdict.failed);
        const left = rest.filter((_event, index) => failed.has(index));
        this.accepted += rest.length - left.length;
        rest = left;
      }
      reason = `${verdict.reason} (given up after ${attempt} ${attempt === 1 ? 'attempt' : 'attempts'})`;
      if (attempt < this.options.attempts) {
        this.holdBack(attempt, verdict.waitSeconds);
      }
    }
    this.options.onNotAccepted(rest, reason);
  }

  /** Twice as long each time, from a tenth of a second to ten; at least as long as the API asked for. */
  private holdBack(attempt: number, waitSeconds: number): void {
    const backOff = Math.min(10_000, 100 * 2 ** (attempt - 1));
    const until = this.options.clock.now() + Math.max(waitSeconds * 1000, backOff);
    if (until > this.waitUntil) {
      this.waitUntil = until;
      this.options.onWait(waitSeconds);
    }
  }

  private async waitForTurn(): Promise<void> {
    const { clock } = this.options;
    for (let wait = this.waitUntil - clock.now(); wait > 0 && !this.stopped.aborted; wait = this.waitUntil - clock.now()) {
      await clock.sleep(wait, this.stopped);
    }
  }

  /** @throws Failure if nothing was accepted yet, and what the first event gets means that none will be */
  private requirePipeline({ status, headers }: HttpReply, count: number): void {
    const { url } = this.options;
    if (this.accepted > 0) {
      return;
    }
    if (status >= 300 && status < 400) {
      throw new Failure(`--url ${url}: it is somewhere else; give that URL (${headers.location ?? 'no location'})`);
    }
    // Of many events it may be their size that a web ACL refuses.
    if (!(status === 401 || status === 404 || (status === 403 && count === 1))) {
      return;
    }
    throw new Failure(`--url ${url}: got status ${status}; give the whole TrackURL, with its stage, or the same with /batch`
      + (status === 404 ? '' : ", and what the API wants to know a client by: --header 'x-api-key: …' or --aws-sigv4 <region>")
      + (status === 403 ? '; or its web ACL lets neither this address nor an event of this size pass' : ''));
  }

  private async post(events: FileEvent[]): Promise<Verdict> {
    const { url, batch, signer, clock } = this.options;
    const headers = { ...hasUserAgent(this.options.headers) ? {} : { 'user-agent': USER_AGENT }, ...this.options.headers, 'content-type': 'application/json' };
    const body = batch ? `[${events.map((event) => event.text).join(',')}]` : events[0].text;
    this.requests += 1;
    let reply: HttpReply;
    try {
      reply = await this.client.send(url, { method: 'POST', headers: { ...headers, ...signer?.sign({ method: 'POST', url, headers, body }) }, body });
    } catch (error) {
      if (!(error instanceof NoReply)) {
        throw error;
      }
      if (this.accepted === 0 && UNREACHABLE.includes(error.code)) {
        throw new Failure(`--url ${url}: cannot be reached (${error.code}); give the TrackURL of a running pipeline`);
      }
      // The connection broke: nobody knows whether the events were kept. They carry their event_id.
      return { kind: 'again', reason: error.message, waitSeconds: 0 };
    }
    this.requirePipeline(reply, events.length);
    return verdictOn(reply, events.length, clock.now());
  }
}

function hasUserAgent(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'user-agent');
}
