import { configurationError } from './gateway-error';

/** `$context.responseOverride`. API Gateway allows each override once and answers a second one with 500. */
export class ResponseOverride {
  readonly header: Record<string, string>;
  private overridden: number | undefined;

  constructor() {
    this.header = new Proxy(Object.create(null) as Record<string, string>, {
      set: (headers, name, value) => {
        if (name in headers) throw configurationError(`a template sets $context.responseOverride.header.${String(name)} twice`);
        return Reflect.set(headers, name, String(value));
      },
    });
  }

  get status(): any {
    return this.overridden;
  }

  set status(value: unknown) {
    if (this.overridden !== undefined) throw configurationError('a template sets $context.responseOverride.status twice');
    const status = Number(value);
    if (!Number.isInteger(status) || status < 100 || status > 599) {
      throw configurationError(`a template sets $context.responseOverride.status to ${String(value)}`);
    }
    this.overridden = status;
  }
}

/** `$context.requestOverride`: accepted, since the services here read only action and body. */
export class RequestOverride {
  readonly header: Record<string, string> = {};
  readonly path: Record<string, string> = {};
  readonly querystring: Record<string, string> = {};
}
