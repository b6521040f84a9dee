import { formatDate } from './date-pattern';
import type { LocalTime } from './local-time';

/** The version of a stream's configuration; it counts changes, and a template that runs here is its first. */
const CONFIGURATION_VERSION = 1;

export interface ObjectName {
  readonly prefix: string;
  readonly streamName: string;
  /** The arrival of the oldest record in the object. */
  readonly time: LocalTime;
  readonly uuid: string;
  readonly extension: string;
}

/** `<prefix><stream name>-<version>-<date>-<time>-<uuid><extension>`: only the first and the last part can be chosen. */
export function objectKey(name: ObjectName): string {
  return `${name.prefix}${name.streamName}-${CONFIGURATION_VERSION}-${formatDate('yyyy-MM-dd-HH-mm-ss', name.time)}-${name.uuid}${name.extension}`;
}
