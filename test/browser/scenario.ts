import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { BrowserPage } from './browser-page';
import { Exchanges } from './exchanges';
import { EXECUTABLE_VARIABLE } from './executable';
import { PageServer } from './page-server';
import type { ServerlessDataPipelineProps } from '../../src';
import { synthesizePipeline, temporaryFolder } from '../support/assembly';
import { deliveredLines, startPipeline } from '../support/local-pipeline';

/** Chromium does nothing of its own accord. */
const ARGUMENTS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** The origins of three pages; which of them may read replies is the pipeline's to say. */
export interface Origins {
  readonly shop: string;
  readonly blog: string;
  readonly foreign: string;
}

export interface ScenarioOptions {
  /** The pipeline; its origins are known only when the pages are served. */
  readonly props?: (origins: Origins) => ServerlessDataPipelineProps;
  /** Spoils the template. */
  readonly edit?: (template: any) => void;
  readonly streamQuotaMebibytes?: number;
}

/** A local run of a pipeline, and a browser with nothing in its caches. */
export interface Scenario {
  readonly origins: Origins;
  readonly trackUrl: string;
  readonly batchUrl: string;
  /** The values of the keys that the run knows. */
  readonly apiKeys: readonly string[];
  /** What reached the API. */
  readonly exchanges: Exchanges;
  open(origin: keyof Origins): Promise<BrowserPage>;
  /** Ends the run, which delivers, and gives the stored events. */
  stored(): Promise<any[]>;
}

/** Where no browser is, the setup has said so. */
export const describeInBrowser = process.env[EXECUTABLE_VARIABLE] === undefined ? describe.skip : describe;

/** Starts one browser for the tests of a `describeInBrowser`; gives what runs a scenario in it. */
export function inBrowser(): (options: ScenarioOptions, use: (scenario: Scenario) => Promise<void>) => Promise<void> {
  const pages: PageServer[] = [];
  let browser: Browser;
  beforeAll(async () => {
    // It writes its crash reports there even if it has a profile of its own.
    const home = temporaryFolder();
    browser = await chromium.launch({
      executablePath: process.env[EXECUTABLE_VARIABLE],
      args: ARGUMENTS,
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
      // The sandbox does not start as root.
      chromiumSandbox: process.getuid?.() !== 0,
    });
    pages.push(await PageServer.start(), await PageServer.start(), await PageServer.start());
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(pages.map(async (page) => page.stop()));
  });
  return async (options, use) => {
    const [shop, blog, foreign] = pages.map(({ origin }) => origin);
    await runScenario(browser, { shop, blog, foreign }, options, use);
  };
}

async function runScenario(
  browser: Browser, origins: Origins, { props, edit, streamQuotaMebibytes }: ScenarioOptions, use: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext();
  const data = temporaryFolder();
  const { run, trackUrl, batchUrl } = await startPipeline(synthesizePipeline(props?.(origins), edit), data, { streamQuotaMebibytes });
  const exchanges = new Exchanges(Number(new URL(trackUrl).port));
  try {
    await use({
      origins,
      trackUrl,
      batchUrl,
      apiKeys: run.apiKeys.map(({ value }) => value),
      exchanges,
      open: async (origin) => BrowserPage.open(context, origins[origin]),
      stored: async () => {
        await run.stop();
        return deliveredLines(data, 'firehose/');
      },
    });
  } finally {
    await context.close();
    exchanges.stop();
    await run.stop();
  }
}
