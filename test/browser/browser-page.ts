import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';

// Of the page, not of Node.
declare const navigator: { sendBeacon(url: string, body: unknown): boolean };
declare const addEventListener: (event: string, listener: () => void) => void;

/** What JavaScript of the page got: a reply, or nothing, and then the reason that Chromium writes to the console. */
export type PageReply = Reply | { readonly refused: string };

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly json: any;
}

const BLOCKED = /^Access to \S+ at '([^']*)' from origin '([^']*)' has been blocked by CORS policy: (.*)$/s;
/** What it says when CORS was the reason is ERR_FAILED. */
const NETWORK_FAILURE = /^Failed to load resource: net::(?!ERR_FAILED)/;
/** How long Chromium may take to write what it has decided already. */
const CONSOLE_MILLISECONDS = 10_000;

/** A page of an origin, whose code posts to another. */
export class BrowserPage {
  static async open(context: BrowserContext, origin: string): Promise<BrowserPage> {
    const page = await context.newPage();
    const opened = new BrowserPage(page, origin);
    await page.goto(origin);
    return opened;
  }

  private readonly messages: string[] = [];

  private constructor(private readonly page: Page, private readonly origin: string) {
    page.on('console', (message) => this.messages.push(message.text()));
  }

  /**
   * Posts with fetch.
   * @throws Error if the page got no reply for another reason than CORS
   */
  async post(url: string, type: string, body: string, headers: Record<string, string> = {}): Promise<PageReply> {
    return this.send(url, { ...headers, 'content-type': type }, body, false);
  }

  /** The same with a body that the page compresses, as SDKs do. */
  async postCompressed(url: string, type: string, body: string): Promise<PageReply> {
    return this.send(url, { 'content-type': type, 'content-encoding': 'gzip' }, body, true);
  }

  private async send(url: string, headers: Record<string, string>, text: string, compress: boolean): Promise<PageReply> {
    const before = this.messages.length;
    const reply = await this.page.evaluate(async (request): Promise<Reply | { error: string }> => {
      try {
        const body = request.compress
          ? await new Response(new Blob([request.text]).stream().pipeThrough(new CompressionStream('gzip'))).blob()
          : request.text;
        const response = await fetch(request.url, { method: 'POST', headers: request.headers, body });
        return { status: response.status, headers: Object.fromEntries(response.headers.entries()), json: JSON.parse(await response.text()) };
      } catch (error) {
        return { error: String(error) };
      }
    }, { url, text, headers, compress });
    return 'error' in reply ? { refused: await this.refusal(url, reply.error, before) } : reply;
  }

  /** Hands an event to `navigator.sendBeacon`, as text; whether the browser took it. */
  async beacon(url: string, body: string): Promise<boolean> {
    return this.page.evaluate(([to, text]) => navigator.sendBeacon(to, text), [url, body]);
  }

  /** Hands it over as JSON; why Chromium did not let it pass. */
  async refusedJsonBeacon(url: string, body: string): Promise<string> {
    const before = this.messages.length;
    await this.page.evaluate(([to, text]) => navigator.sendBeacon(to, new Blob([text], { type: 'application/json' })), [url, body]);
    return this.refusal(url, 'a beacon', before);
  }

  /** Leaves the page, which sends an event as it goes. */
  async leave(url: string, body: string): Promise<void> {
    await this.page.evaluate(([to, text]) => addEventListener('pagehide', () => navigator.sendBeacon(to, text)), [url, body]);
    await this.page.goto('about:blank');
  }

  private async refusal(url: string, error: string, before: number): Promise<string> {
    const reason = this.messages.slice(before).find(saysWhy) ?? await this.nextReason();
    const [, blockedUrl, origin, policy] = BLOCKED.exec(reason) ?? [];
    if (blockedUrl !== url || origin !== this.origin) {
      throw new Error(`${url} from ${this.origin}: ${error}, and Chromium does not say that CORS is why; it says: ${reason}`);
    }
    return policy;
  }

  private async nextReason(): Promise<string> {
    const predicate = (message: ConsoleMessage) => saysWhy(message.text());
    return (await this.page.waitForEvent('console', { predicate, timeout: CONSOLE_MILLISECONDS })).text();
  }
}

function saysWhy(message: string): boolean {
  return BLOCKED.test(message) || NETWORK_FAILURE.test(message);
}
