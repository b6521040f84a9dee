/** What the run and the process that is one instance of a function say to each other. Payloads cross as JSON text. */

/** The file descriptor of the channel in that process. Not the one of Node.js (`process.send`), which a function does not have in Lambda. */
export const CHANNEL = 3;

export interface RuntimeSettings {
  /** The module that the handler setting names, its extension resolved. */
  readonly file: string;
  /** The path of names to the handler inside the module's exports. */
  readonly exportPath: readonly string[];
  /** The major version of the runtime: 24 and later answer synchronous returns and refuse callbacks. */
  readonly nodeMajor: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memorySize: number;
  readonly logGroup: string;
  readonly logStream: string;
}

export interface InvokeMessage {
  readonly kind: 'invoke';
  readonly requestId: string;
  readonly payload: string;
  /** Milliseconds since the epoch, for `context.getRemainingTimeInMillis()`. */
  readonly deadline: number;
}

export type RunMessage =
  /** Comes first, and once. */
  | { readonly kind: 'start'; readonly settings: RuntimeSettings }
  | InvokeMessage;

export interface ThrownError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
}

export type RuntimeMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not loaded'; readonly error: ThrownError }
  | { readonly kind: 'answer'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'error'; readonly requestId: string; readonly error: ThrownError }
  /** Nobody caught it: the process ends. It may come during a call or between two. */
  | { readonly kind: 'uncaught'; readonly isRejection: boolean; readonly error: ThrownError };

/** The limit of a synchronous answer, in bytes of UTF-8. */
export const MAX_ANSWER_BYTES = 6_291_556;
