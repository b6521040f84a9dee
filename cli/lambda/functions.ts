import { statSync } from 'fs';
import * as path from 'path';
import { Failure } from '../failure';
import type { Functions } from '../services';
import { functionEnvironment } from './environment';
import { functionSettings } from './function-settings';
import type { FunctionSettings } from './function-settings';
import { handlerFile, splitHandler } from './handler-file';
import { Instance, LoadError } from './instance';
import { InstancePool } from './instance-pool';
import { InvocationError } from '../invocation-error';
import { runtimeFile } from './runtime-file';
import { TaskRoots } from './task-root';
import type { Deployment } from '../template/deployment';

export interface LambdaFunctionsOptions {
  /** A line that a function wrote to stdout or stderr. */
  readonly onLog?: (functionName: string, line: string) => void;
  /** Told once for each function that is used and does not run here. */
  readonly warn?: (message: string) => void;
  /** How many instances each function has at most; 50 by default. */
  readonly maxInstances?: number;
  /** The bundled runtime; by default the one of this package. */
  readonly runtimeFile?: string;
}

/** The limit of a synchronous request, in bytes of UTF-8. */
const MAX_REQUEST_BYTES = 6_291_456;

/** Runs the `AWS::Lambda::Function` resources with a Node.js runtime, each instance in a process of its own. */
export class LambdaFunctions implements Functions {
  private readonly functions = new Map<string, FunctionSettings>();
  private readonly pools = new Map<string, InstancePool>();
  private readonly taskRoots = new TaskRoots();
  private instances = 0;
  private closing?: Promise<void>;

  constructor(deployment: Deployment, private readonly options: LambdaFunctionsOptions = {}) {
    for (const resource of deployment.resources('AWS::Lambda::Function')) {
      const settings = functionSettings(resource, deployment, isFolder);
      this.functions.set(settings.name, settings);
    }
  }

  async invoke(functionArn: string, payload: string): Promise<string> {
    if (this.closing !== undefined) throw new InvocationError('not run here', 'the run is ending');
    const settings = this.find(functionArn);
    if (settings === undefined) throw new InvocationError('function not found', `Function not found: ${functionArn}`);
    const reason = whyNotRun(settings);
    if (reason !== undefined) throw new InvocationError('not run here', `${settings.logicalId}: ${reason}`);
    if (payload.length * 3 > MAX_REQUEST_BYTES && Buffer.byteLength(payload) > MAX_REQUEST_BYTES) {
      throw new InvocationError('request too large', `the request is over ${MAX_REQUEST_BYTES} bytes`);
    }
    try {
      return await this.pool(settings).invoke(payload);
    } catch (error) {
      if (error instanceof LoadError) throw new InvocationError('function error', error.message);
      throw error;
    }
  }

  /**
   * Loads functions before the first event comes.
   * @throws Failure when a handler cannot load: a syntax error, a missing module, a missing export
   */
  async check(functionArns: Iterable<string>): Promise<void> {
    for (const arn of new Set(functionArns)) {
      const settings = this.find(arn);
      const reason = settings === undefined ? 'the template does not define it' : whyNotRun(settings);
      if (settings === undefined || reason !== undefined) {
        this.options.warn?.(`the function ${settings?.logicalId ?? arn} does not run here (${reason}): every call of it fails`);
      } else if (settings.reservedConcurrency !== 0) {
        await this.load(settings);
      }
    }
  }

  /** Ends all instances; calls under way fail. A second time waits for the same end. */
  async close(): Promise<void> {
    this.closing ??= this.end();
    await this.closing;
  }

  private async end(): Promise<void> {
    await Promise.all([...this.pools.values()].map(async (pool) => pool.close()));
    this.pools.clear();
    await this.taskRoots.close();
  }

  /** A function by its ARN, with or without a version or an alias, or by its name. */
  private find(functionArn: string): FunctionSettings | undefined {
    const parts = functionArn.split(':');
    return this.functions.get(parts.length >= 7 ? parts[6] : parts[0]);
  }

  private pool(settings: FunctionSettings): InstancePool {
    let pool = this.pools.get(settings.name);
    if (pool === undefined) {
      pool = new InstancePool(async () => this.start(settings), settings.reservedConcurrency, this.options.maxInstances);
      this.pools.set(settings.name, pool);
    }
    return pool;
  }

  private async load(settings: FunctionSettings): Promise<void> {
    try {
      await this.pool(settings).load();
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      const taskRoot = await this.taskRoots.of(settings).catch(() => ''); // that it has none is the reason itself
      const original = settings.code.kind === 'folder' ? settings.code.folder : `(inline code of ${settings.logicalId})`;
      const reason = taskRoot === '' ? error.message : error.message.replaceAll(taskRoot, original);
      throw new Failure(`the function ${settings.logicalId} cannot load its handler ${settings.handler} in ${original}: ${reason.replace(/\s*\n\s*/g, ' ')}`);
    }
  }

  private async start(settings: FunctionSettings): Promise<Instance> {
    const taskRoot = await this.taskRoots.of(settings);
    const handler = splitHandler(settings.handler);
    if (handler === undefined) throw new LoadError(`Handler is '${settings.handler}', it must be <file>.<export>`);
    const file = handlerFile(taskRoot, handler.modulePath);
    if (file === undefined) throw new LoadError(`there is no ${handler.modulePath}.js, .mjs or .cjs`);
    const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${this.instances++}`;
    return new Instance({
      runtimeFile: this.options.runtimeFile ?? runtimeFile(),
      settings: {
        file,
        exportPath: handler.exportPath,
        nodeMajor: settings.nodeMajor ?? 0,
        functionName: settings.name,
        functionArn: settings.arn,
        memorySize: settings.memorySize,
        logGroup: settings.logGroup,
        logStream,
      },
      taskRoot,
      environment: functionEnvironment(settings, taskRoot, logStream),
      timeoutMs: settings.timeoutSeconds * 1000,
      onLog: (line) => this.options.onLog?.(settings.name, line),
    });
  }
}

function whyNotRun(settings: FunctionSettings): string | undefined {
  if (settings.code.kind === 'none') return settings.code.reason;
  if (settings.nodeMajor === undefined) return `its runtime is ${settings.runtime === '' ? 'not given' : settings.runtime}, only Node.js runtimes run here`;
  return undefined;
}

function isFolder(file: string): boolean {
  return statSync(path.resolve(file), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
