import type { RouteName } from '../pipeline-url';
import { PER_EVENT } from './batch-contract';
import { OverBodyLimit } from './body-limit';
import { Credentials } from './credentials';
import { describe } from './exchange';
import type { Exchange, Question, Reply } from './exchange';
import type { HttpClient } from '../http-client';
import { Ledger } from './ledger';
import { MarkedEvents } from './marked-events';
import type { MarkedEvent } from './marked-events';
import { isQuotaUsedUp, QuotaUsedUp } from './quota';
import { retryAfter } from './reply-judgement';
import type { SessionOptions } from './session-options';

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
  readonly credentials: Credentials;
  /** By the number of an event, what the headers of its request held for each field. */
  readonly headerTexts = new Map<number, Readonly<Record<string, string>>>();
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
    this.credentials = new Credentials(options.headers, options.signer);
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
    const { bodyLimit } = this.options;
    const length = Buffer.byteLength(given.body ?? '');
    if (bodyLimit !== undefined && length > bodyLimit && given.overLimit !== true) {
      throw new OverBodyLimit(length, bodyLimit);
    }
    const url = this.options.url.at(given.path);
    const question = this.withCredentials(url, { origin: this.origin, ...given });
    let reply: Reply;
    try {
      reply = await this.client.send(url, question);
    } catch (error) {
      settle(undefined);
      throw error;
    }
    settle(reply);
    if (isQuotaUsedUp(reply)) {
      throw new QuotaUsedUp();
    }
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

  private withCredentials(url: string, question: Question): Question {
    const { method, body, contentType, origin, headers = {} } = question;
    if (method === 'OPTIONS') {
      return { ...question, headers };
    }
    const signed = { ...headers, ...contentType === undefined ? {} : { 'Content-Type': contentType }, ...origin === undefined ? {} : { Origin: origin } };
    return { ...question, headers: { ...this.credentials.addedTo({ method, url, headers: signed, body }, question.credentials), ...headers } };
  }
}

/** How long a reply asks to wait; undefined if asking again would not help. A 429 helps even if it does not say so, which is a point of its own. */
function waitAfter(reply: Reply): number | undefined {
  const seconds = retryAfter(reply);
  return reply.status === 429 ? seconds ?? 1 : reply.status === 503 ? seconds : undefined;
}
