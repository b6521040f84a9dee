/** The seams between the services that the local run is made of. Each service is a folder and knows the others by these types only. */

/** What a service answers to an action, as its HTTP API would. */
export interface ServiceReply {
  readonly status: number;
  readonly body: string;
}

/** A service that a direct integration of an API can call: `firehose:action/PutRecord` is `call('PutRecord', body)`. */
export interface ActionEndpoint {
  call(action: string, body: string): Promise<ServiceReply>;
}

/** Runs the functions of the template. */
export interface Functions {
  /**
   * Invokes a function synchronously.
   * @throws InvocationError when the function threw, timed out, or answered more than the service carries
   */
  invoke(functionArn: string, payload: string): Promise<string>;
}

/** A record that could not be processed and is kept under an error prefix. */
export interface FailedRecord {
  readonly id: string;
  /** Its bytes as they were put, in base64. */
  readonly data: string;
  /** As in its error object. */
  readonly errorCode: string;
  /** Why the call of the function failed; undefined if the function failed the record itself, whose log may tell. */
  readonly reason?: string;
}

/** Learns which records failed where their error objects do not say why. */
export interface FailureListener {
  /** @param records of one batch */
  failed(records: readonly FailedRecord[]): void;
}

/** Keeps objects under exactly the keys that S3 would hold. */
export interface ObjectStore {
  /**
   * Finds out before the first object whether one under such a key could be kept. Makes nothing.
   * @throws Failure if not
   */
  check(bucket: string, key: string): Promise<void>;
  /** The object is either there whole under its key or not at all. */
  put(bucket: string, key: string, body: Buffer): Promise<void>;
}

/** What a firewall sees of a request. */
export interface FirewallRequest {
  readonly sourceIp: string;
  /** Of the body as it was sent, in bytes. */
  readonly bodySize: number;
}

export interface FirewallVerdict {
  readonly isBlocked: boolean;
  readonly webAclArn: string;
}

/** Judges the requests to a stage of an API before the API does. */
export interface Firewall {
  /** Undefined if nothing guards the stage. */
  judge(restApiId: string, stage: string, request: FirewallRequest): FirewallVerdict | undefined;
}

/** Takes the lines of access logs. Whatever becomes of a line, the caller never hears of it. */
export interface AccessLogTarget {
  write(destinationArn: string, line: string): void;
}

/** What happens while the run works; the terminal shows it. */
export interface RunEvents {
  /**
   * A request got its reply.
   * @param what method and path, such as `POST /dev/track`
   * @param reason of a refusal: why, such as `content-type text/html`; may hold what the client sent
   */
  request(status: number, what: string, reason?: string): void;
  buffered(stream: string, records: number): void;
  delivered(stream: string, bucket: string, key: string, records: number): void;
  failed(stream: string, errorType: string, records: number): void;
  /** Something a user must know: shown once, however often it is said. */
  warn(message: string): void;
}
