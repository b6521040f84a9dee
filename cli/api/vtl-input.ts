import type { JsonBody } from './json-body';

/** The request's parameters, as `$input.params()` gives them. */
export interface RequestParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** `$input` of a mapping template. */
export class VtlInput {
  readonly body: string;

  constructor(private readonly jsonBody: JsonBody, private readonly parameters: RequestParameters) {
    this.body = jsonBody.text;
  }

  json(path: string): string {
    return this.jsonBody.json(path);
  }

  path(path: string): unknown {
    return this.jsonBody.path(path);
  }

  params(name?: string): unknown {
    if (name === undefined) return this.parameters;
    const { path, querystring, header } = this.parameters;
    for (const values of [path, querystring, header]) {
      if (Object.hasOwn(values, name)) return values[name];
    }
    // Names of headers have no case, whatever the client's library made of them.
    const found = Object.keys(header).find(key => key.toLowerCase() === name.toLowerCase());
    return found === undefined ? '' : header[found];
  }
}
