/** Why an invocation gave no answer. */
export type InvocationFailure =
  /** The function threw, or its instance ended without an answer. */
  | 'function error'
  | 'timeout'
  /** More calls at once than the function's reserved concurrency. */
  | 'throttled'
  | 'function not found'
  | 'request too large'
  /** A runtime or a kind of code that does not run on this machine. */
  | 'not run here';

/** A synchronous invocation that ended without an answer of the function. */
export class InvocationError extends Error {
  /** @param thrownMessage the message of what the function threw, as it is */
  constructor(readonly failure: InvocationFailure, message: string, readonly thrownMessage?: string) {
    super(message);
    this.name = 'InvocationError';
  }
}
