import { Failure } from './failure';

/** Where events go, below the address of an API. */
export const ROUTES = ['track', 'batch'] as const;
export type RouteName = typeof ROUTES[number];

/** The address of a pipeline's API: its TrackURL, the same with /batch, or what both begin with. */
export class PipelineUrl {
  /** The route that the text names, if it names one. */
  readonly route?: RouteName;
  private readonly base: URL;

  /** @throws Failure if the text is no http or https URL */
  constructor(text: string) {
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
      throw new Failure(`--url: got '${text}', allowed an http or https URL; give the TrackURL that the stack or the local run prints`);
    }
    this.base = new URL(text);
    this.base.hash = '';
    const [, path, route] = /^(.*?)(?:\/(track|batch))?\/*$/.exec(this.base.pathname)!;
    this.base.pathname = path;
    this.route = route as RouteName | undefined;
  }

  /** Whether it is a local run: API Gateway serves https only, and the local run http only. */
  get isLocal(): boolean {
    return this.base.protocol === 'http:';
  }

  /** The URL of a path below the base, such as `/track`. */
  at(path: string): string {
    const url = new URL(this.base);
    url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
    return url.href;
  }
}
