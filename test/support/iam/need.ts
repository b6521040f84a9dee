import type { Place } from './place';
import type { Request } from './simulator';

/** A request that must be allowed, the page of AWS that says so, and requests that are like it and must not be. */
export interface Need extends Request {
  /** Where AWS documents it. */
  readonly source: string;
  readonly siblings: readonly Request[];
}

/** Each of the actions at this place. */
export function needs(source: string, actions: readonly string[], { text, siblings }: Place, context?: Request['context']): Need[] {
  return actions.map((action) => ({
    action,
    resource: text,
    context,
    source,
    siblings: siblings.map((resource) => ({ action, resource, context })),
  }));
}

/** Listing the keys under a prefix: S3 names the bucket, and says the prefix beside it. Neither the whole bucket nor another prefix is meant. */
export function listing(source: string, bucket: Place, prefix: Place): Need[] {
  const under = (text: string) => ({ 's3:prefix': text });
  return needs(source, ['s3:ListBucket'], bucket, under(prefix.text)).map((need) => ({
    ...need,
    siblings: [
      ...need.siblings,
      ...[...prefix.siblings, ''].map((text) => ({ action: need.action, resource: need.resource, context: under(text) })),
      { action: need.action, resource: need.resource },
    ],
  }));
}

/** A request in a line. */
export function told({ action, resource, context = {} }: Request): string {
  const circumstances = Object.entries(context).map(([key, value]) => `${key}=${value}`);
  return [`${action} on ${resource}`, ...circumstances].join(' ');
}

/** For test.each: what is needed, by its name. */
export function rows(all: readonly Need[]): [string, Need][] {
  return all.map((need) => [told(need), need]);
}
