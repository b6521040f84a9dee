import type { Resource } from '../template/deployment';

/** Rewrites the invoke URL of an API inside a text, e.g. an output, to where the local run serves it. */
export function localUrl(text: string, restApi: Resource, port: number): string {
  return text.replace(new RegExp(`https://${restApi.ref}\\.execute-api\\.[a-z0-9.-]+`, 'g'), `http://127.0.0.1:${port}`);
}
