import type { Handler } from './load-handler';
import type { InvokeMessage, ThrownError, RuntimeMessage, RuntimeSettings } from './runtime-protocol';
import { MAX_ANSWER_BYTES } from './runtime-protocol';

/** Runs one invocation and says how it ended; never throws. */
export async function runHandler(handler: Handler, settings: RuntimeSettings, invoke: InvokeMessage): Promise<RuntimeMessage> {
  const { requestId } = invoke;
  try {
    const result = await call(handler, settings, invoke);
    const payload = JSON.stringify(result) ?? 'null';
    // A string of n characters has at most 3n bytes: most answers need no count.
    if (payload.length * 3 > MAX_ANSWER_BYTES && Buffer.byteLength(payload) > MAX_ANSWER_BYTES) {
      return { kind: 'error', requestId, error: tooLarge() };
    }
    return { kind: 'answer', requestId, payload };
  } catch (error) {
    return { kind: 'error', requestId, error: describe(error) };
  }
}

export function describe(error: unknown): ThrownError {
  try {
    return read(error);
  } catch {
    // Anything can be thrown, also what has no text or fails when it is read.
    return { errorType: typeof error, errorMessage: 'what was thrown cannot be shown as text', stack: [] };
  }
}

function read(error: unknown): ThrownError {
  if (error instanceof Error || isErrorLike(error)) {
    return { errorType: error.name, errorMessage: error.message, stack: String(error.stack ?? '').split('\n').filter((line) => line !== '') };
  }
  return { errorType: typeof error, errorMessage: String(error), stack: [] };
}

function call(handler: Handler, settings: RuntimeSettings, invoke: InvokeMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, result?: unknown) => error === null || error === undefined ? resolve(result) : reject(error);
    const returned = handler(JSON.parse(invoke.payload), contextOf(settings, invoke), callback);
    if (isThenable(returned)) {
      returned.then(resolve, reject);
    } else if (settings.nodeMajor >= 24) {
      resolve(returned);
    } else if (handler.length < 3) {
      // The older runtimes ignore what a synchronous handler returns.
      resolve(null);
    }
  });
}

function contextOf(settings: RuntimeSettings, invoke: InvokeMessage): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memorySize),
    awsRequestId: invoke.requestId,
    logGroupName: settings.logGroup,
    logStreamName: settings.logStream,
    getRemainingTimeInMillis: () => Math.max(0, invoke.deadline - Date.now()),
  };
}

function tooLarge(): ThrownError {
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`,
    stack: [],
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}

/** An error of another realm (`vm`) is no instance of this one's Error. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && typeof (value as Error).message === 'string' && typeof (value as Error).name === 'string';
}
