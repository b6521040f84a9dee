import { AccessLogs } from './access-logs';
import { findEventRoutes } from './event-routes';
import type { EventRoute } from './event-routes';
import { FailureJournal } from './failure-journal';
import { DEFAULT_HOST, reachableHost, urlHost } from './host';
import { outputNames } from './output-names';
import { snapshotFile } from './snapshot-file';
import type { Api } from '../api/api';
import type { ApiKey } from '../api/authorization/api-keys';
import { authorizerFunctions } from '../api/authorization/lambda-authorizer';
import { UsagePlans } from '../api/authorization/usage-plans';
import { BodyBudget } from '../api/body-budget';
import { readDomains } from '../api/custom-domain';
import type { CustomDomain } from '../api/custom-domain';
import { byHost } from '../api/host-routing';
import { localDomainUrl, localUrl } from '../api/local-url';
import { createApi, createServer } from '../api/server';
import type { ApiServer } from '../api/server';
import { Failure } from '../failure';
import { FirehoseService } from '../firehose/firehose-service';
import { LambdaFunctions } from '../lambda/functions';
import { ObjectFolder } from '../s3/object-folder';
import type { RunEvents } from '../services';
import type { Deployment } from '../template/deployment';
import { writeSnapshot } from '../template/snapshot';
import { WebAcls } from '../waf/web-acls';

export interface LocalRunOptions {
  /** One folder per bucket is in here. */
  readonly data: string;
  /** The port of the first API; further ones, and then the custom domains, get the next. 0: any free ones. */
  readonly port: number;
  /** An address of this machine to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  /** Caps the buffering intervals of the streams, in seconds. */
  readonly bufferingIntervalSeconds?: number;
  /** The throughput quota of each stream, in MiB a second; none by default. */
  readonly streamQuotaMebibytes?: number;
  readonly events: RunEvents;
  /** A line that a function wrote, or of an access log that goes to a log group. */
  readonly onLog: (functionOrLogGroup: string, line: string) => void;
  /** The run cannot go on: an object cannot be written. */
  readonly onFatal: (error: Error) => void;
}

/** The services of one template at work: an HTTP server for each API and each custom domain, in front of the streams, functions and buckets. */
export class LocalRun {
  /**
   * Starts everything, in an order that leaves nothing running if a part of it fails.
   * @throws Failure if the template has no API, a handler cannot load, a port is taken, or the folder cannot be used
   */
  static async start(deployment: Deployment, options: LocalRunOptions): Promise<LocalRun> {
    const apis = deployment.resources('AWS::ApiGateway::RestApi');
    if (apis.length === 0) {
      throw new Failure('the template has no AWS::ApiGateway::RestApi, so there is nothing to post to; choose another with --template or --app');
    }
    const store = await ObjectFolder.open(options.data);
    const run = await orGiveBack(store, () => new LocalRun(deployment, store, options));
    try {
      await run.firehose.check();
      await run.functions.check([...run.firehose.functionArns, ...authorizerFunctions(deployment)]);
      run.buildApis(options);
      for (const replier of [...run.apis.values(), ...run.domains]) {
        const server = createServer(byHost(run.domains, replier), options.events);
        run.servers.push(server);
        run.ports.push(await server.listen(options.port === 0 ? 0 : options.port + run.ports.length, options.host ?? DEFAULT_HOST));
      }
      writeSnapshot(snapshotFile(options.data), deployment);
      return run;
    } catch (error) {
      await Promise.allSettled([run.stop()]);
      throw error;
    }
  }

  private readonly servers: ApiServer[] = [];
  private readonly ports: number[] = [];
  /** What clients call this machine. */
  private readonly host: string;

  private stopping?: Promise<void>;
  private readonly functions: LambdaFunctions;
  private readonly firehose: FirehoseService;
  private readonly failures: FailureJournal;
  private readonly usagePlans: UsagePlans;
  /** By their ids. Each has a port, in this order, and after them each domain. */
  private apis: ReadonlyMap<string, Api> = new Map();
  private domains: readonly CustomDomain[] = [];

  private constructor(private readonly deployment: Deployment, private readonly store: ObjectFolder, options: LocalRunOptions) {
    this.host = reachableHost(options.host ?? DEFAULT_HOST);
    this.usagePlans = new UsagePlans(deployment, () => performance.now(), Date.now);
    this.failures = new FailureJournal(options.data, (message) => options.events.warn(message));
    const onLog = (functionName: string, line: string) => {
      this.failures.hear(line);
      options.onLog(functionName, line);
    };
    this.functions = new LambdaFunctions(deployment, { onLog, warn: (message) => options.events.warn(message) });
    this.firehose = new FirehoseService(deployment, {
      functions: this.functions,
      store,
      events: options.events,
      onFatal: options.onFatal,
      failures: this.failures,
      bufferingIntervalSeconds: options.bufferingIntervalSeconds,
      quotaMebibytes: options.streamQuotaMebibytes,
    });
  }

  /** The outputs of the template by a short name, with the URLs of the APIs and domains as they are here. */
  get outputs(): ReadonlyMap<string, string> {
    const outputs = this.deployment.outputs.filter(({ logicalId }) => !isReference(logicalId));
    const names = outputNames(outputs);
    return new Map(outputs.map(({ value }, index) => [names[index], this.localText(value)]));
  }

  /** Where the custom domains are, and each stage of an API that no output names, by their names. */
  get addresses(): ReadonlyMap<string, string> {
    const outputs = [...this.outputs.values()];
    const ports = new Map([...this.apis.keys()].map((id, index) => [id, this.ports[index]]));
    const open = this.deployment.resources('AWS::ApiGateway::RestApi').filter(({ properties }) => String(properties.DisableExecuteApiEndpoint) !== 'true');
    const unnamed = open.flatMap((restApi) => this.deployment.resources('AWS::ApiGateway::Stage')
      .filter(({ properties }) => properties.RestApiId === restApi.ref)
      .map(({ stack, logicalId, ref }): [string, string] => [`${stack}/${logicalId}`, `${this.addressOf(ports.get(restApi.ref)!)}/${ref}`])
      .filter(([, address]) => !outputs.some((value) => value.startsWith(`${address}/`))));
    const domains = this.domains.map(({ name }, index): [string, string] => [name, this.addressOf(this.ports[this.apis.size + index])]);
    return new Map([...unnamed, ...domains]);
  }

  /** The API keys that a client sends to one of the APIs. */
  get apiKeys(): readonly ApiKey[] {
    const apis = this.deployment.resources('AWS::ApiGateway::RestApi');
    return this.usagePlans.keysOf(apis.filter(({ properties }) => properties.ApiKeySourceType !== 'AUTHORIZER').map(({ ref }) => ref));
  }

  /** The paths that take events. */
  get eventRoutes(): readonly EventRoute[] {
    return findEventRoutes(this.deployment, (url) => this.localText(url), (apiIds) => this.usagePlans.keysOf(apiIds), [...this.outputs.values()]);
  }

  /** How long an event waits at most until it is in a bucket, as far as streams buffer. */
  get longestDelaySeconds(): number {
    return this.firehose.longestDelaySeconds;
  }

  /** Records that were acknowledged and are not in a bucket. */
  get undelivered(): number {
    return this.firehose.undelivered;
  }

  /** Requests that have no reply yet. */
  get underWay(): number {
    return this.servers.reduce((sum, server) => sum + server.underWay, 0);
  }

  /** Ends requests under way without a reply, so that stopping does not wait for them. */
  abortRequests(): void {
    this.servers.forEach((server) => server.abort());
  }

  /** Takes no more requests, delivers what is buffered, and ends. */
  async stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private buildApis({ events, onLog }: LocalRunOptions): void {
    const { deployment } = this;
    const shared = {
      deployment,
      services: { firehose: this.firehose },
      functions: this.functions,
      usagePlans: this.usagePlans,
      events,
      firewall: new WebAcls(deployment),
      bodies: new BodyBudget(),
      accessLogs: new AccessLogs(deployment, { firehose: this.firehose, onLog, warn: (message) => events.warn(message) }),
    };
    this.apis = new Map(deployment.resources('AWS::ApiGateway::RestApi').map((restApi) => [restApi.ref, createApi({ ...shared, restApi })]));
    this.domains = readDomains(deployment, this.apis);
  }

  private localText(text: string): string {
    const restApis = this.deployment.resources('AWS::ApiGateway::RestApi');
    const withApis = restApis.reduce((value, restApi, index) => localUrl(value, restApi, this.addressOf(this.ports[index])), text);
    // Names of their own first: a wildcard would take them too.
    const domains = this.domains.map(({ name }, index) => ({ name, port: this.ports[this.apis.size + index] }));
    return [...domains].sort((left, right) => Number(left.name.startsWith('*')) - Number(right.name.startsWith('*')))
      .reduce((value, { name, port }) => localDomainUrl(value, name, this.addressOf(port)), withApis);
  }

  private addressOf(port: number): string {
    return `http://${urlHost(this.host)}:${port}`;
  }

  private async stopAll(): Promise<void> {
    let failure: unknown;
    // What is buffered does not wait for clients. If it cannot be delivered, the end below tries again, and that error is the one to tell.
    await Promise.allSettled([this.firehose.flush(), ...this.servers.map(async (server) => server.close())]);
    const parts = [this.firehose, this.functions, this.failures, this.store];
    for (const part of parts) {
      const [ended] = await Promise.allSettled([part.close()]);
      // The folder must be given back even if the disk is full, and then the first error is the one to tell.
      failure ??= ended.status === 'rejected' ? ended.reason : undefined;
    }
    if (failure !== undefined) {
      throw failure;
    }
  }
}

/** What cannot be made must not keep the folder. */
async function orGiveBack<T>(store: ObjectFolder, make: () => T): Promise<T> {
  try {
    return make();
  } catch (error) {
    // The first error is the one to tell.
    await Promise.allSettled([store.close()]);
    throw error;
  }
}

/** The CDK makes such outputs for other stacks of the app, not for people. */
function isReference(outputId: string): boolean {
  return /^ExportsOutput(?:Ref|FnGetAtt)/.test(outputId);
}
