import type { PipelineUrl, RouteName } from '../pipeline-url';
import { PER_EVENT } from './batch-contract';
import type { BucketSource } from './bucket/bucket-source';
import { describe } from './exchange';
import type { Exchange, Question, Reply } from './exchange';
import type { HttpClient } from './http-client';
import { Ledger } from './ledger';
import { MarkedEvents } from './marked-events';
import type { MarkedEvent } from './marked-events';
import { retryAfter } from './reply-judgement';

export interface SessionOptions {
  readonly url: PipelineUrl;
  /** The origins whose pages may read replies; none: whatever the replies allow. */
  readonly origins: readonly string[];
  /** Sent with every request but preflights, which never carry credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly runId: string;
  /** Whether the throttle may be provoked. */
  readonly throttle: boolean;
  /** Batches that may be sent to bring the stream over its quota; 0: it is left alone. */
  readonly overloadBatches: number;
  /** Where the pipeline stores events; undefined: nobody looks. */
  readonly bucket?: BucketSource;
  /** How long delivery may take. */
  readonly waitSeconds: number;
  readonly clock: Clock;
  /** What goes on, while a point takes its time. */
  readonly onStatus: (text: string) => void;
}

/** Time and waiting, so that tests need none. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** The origin that asks where none is given. Nobody has it: the top-level domain is reserved. */
const ANY_ORIGIN = 'https://verify.example';
/** How often a request is sent while the API asks to wait. */
const ATTEMPTS = 8;
const LONGEST_WAIT_SECONDS = 30;

/** A conversation with one pipeline, and what is known from it. */
export class Session {
  readonly events: MarkedEvents;
  readonly ledger = new Ledger();
  readonly exchanges: Exchange[] = [];
  readonly startedAt: number;
  /** What the API promises for batches, as the first contact found out. */
  contract = PER_EVENT;
  /** The first reply of each of two kinds that cannot be had at will. */
  throttled?: Exchange;
  partlyAccepted?: Exchange;
  /** The user wants to end. */
  stopped = false;
  private readonly known = new Map<string, Promise<unknown>>();

  constructor(readonly options: SessionOptions, private readonly client: HttpClient) {
    this.events = new MarkedEvents(options.runId);
    this.startedAt = options.clock.now();
  }

  /** The origin of requests that do not care about it. */
  get origin(): string {
    return this.options.origins[0] ?? ANY_ORIGIN;
  }

  /** Finds out once what several points need to know. */
  async once<T>(what: string, find: () => Promise<T>): Promise<T> {
    if (!this.known.has(what)) {
      this.known.set(what, find());
    }
    return this.known.get(what) as Promise<T>;
  }

  /**
   * Sends one request, from the usual origin. While the API asks to wait, it waits and asks again, unless `patient` is false.
   * @throws NoReply
   */
  async ask(question: Question, patient = true): Promise<Exchange> {
    return this.askPatiently(() => question, () => undefined, patient);
  }

  /** Sends a body that is no event. @param form what it is, in a few words */
  async askNoEvent(route: RouteName, form: string, mark: string, body: string, contentType: string | undefined): Promise<Exchange> {
    const exchange = await this.ask({ method: 'POST', path: `/${route}`, contentType, body });
    this.ledger.noEvents.push({ route, what: `${describe(exchange.question)}: ${form}`, mark, text: body, reply: exchange.reply });
    return exchange;
  }

  /**
   * Sends events; each attempt has new ones, so that none is sent twice.
   * @throws NoReply
   */
  async deliver(route: RouteName, make: () => MarkedEvent[], question: Partial<Question> = {}, patient = true): Promise<Exchange> {
    let events: MarkedEvent[] = [];
    const ask = () => {
      events = make();
      const texts = events.map(({ text }) => text);
      const body = route === 'track' ? texts[0] : `[${texts.join(',')}]`;
      return { method: 'POST', path: `/${route}`, contentType: 'application/json', ...question, body };
    };
    return this.askPatiently(ask, (reply) => this.ledger.settle(route, events, reply), patient);
  }

  private async askPatiently(make: () => Question, settle: (reply: Reply | undefined) => void, patient: boolean): Promise<Exchange> {
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await this.exchange(make(), settle);
      const wait = waitAfter(exchange.reply);
      if (!patient || wait === undefined || attempt === ATTEMPTS || this.stopped) {
        return exchange;
      }
      await this.options.clock.sleep(1000 * Math.min(LONGEST_WAIT_SECONDS, wait));
    }
  }

  private async exchange(given: Question, settle: (reply: Reply | undefined) => void): Promise<Exchange> {
    const { url, headers } = this.options;
    const credentials = given.method === 'OPTIONS' ? {} : headers;
    const question = { origin: this.origin, ...given, headers: { ...credentials, ...given.headers } };
    let reply: Reply;
    try {
      reply = await this.client.send(url.at(question.path), question);
    } catch (error) {
      settle(undefined);
      throw error;
    }
    settle(reply);
    const { body, headers: sent, ...asked } = question;
    const exchange = { question: asked, reply };
    this.exchanges.push(exchange);
    if (reply.status === 429 && question.method === 'POST') {
      this.throttled ??= exchange;
    }
    if (question.method === 'POST' && Array.isArray(reply.json?.failed)) {
      this.partlyAccepted ??= exchange;
    }
    return exchange;
  }
}

/** How long a reply asks to wait; undefined if asking again would not help. A 429 helps even if it does not say so, which is a point of its own. */
function waitAfter(reply: Reply): number | undefined {
  const seconds = retryAfter(reply);
  return reply.status === 429 ? seconds ?? 1 : reply.status === 503 ? seconds : undefined;
}
