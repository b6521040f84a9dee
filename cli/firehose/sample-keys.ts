import { localTime } from './local-time';
import { objectKey } from './object-key';
import { PROCESSING_FAILED, evaluatePrefix } from './prefix';
import type { StreamSettings } from './stream-settings';

const UUID = '00000000-0000-0000-0000-000000000000';
const RANDOM_STRING = 'A'.repeat(11);
const HOUR_MS = 3_600_000;

/**
 * Keys that objects of a stream may get in a year. Which text an expression gives depends on the time: so there is one for each weekday of each
 * month, before and after noon.
 */
export function sampleKeys(settings: StreamSettings, year: number): readonly string[] {
  const prefixes = [
    { prefix: settings.prefixes.data, errorType: undefined },
    // Nothing but a processor makes failed records here.
    ...settings.processor === undefined ? [] : [{ prefix: settings.prefixes.error, errorType: PROCESSING_FAILED }],
  ];
  const times = Array.from({ length: 12 }, (_month, month) => month).flatMap((month) => [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [0, 13].map((hour) =>
    localTime(Date.UTC(year, month, day) + hour * HOUR_MS, settings.timeZone))));
  return prefixes.flatMap(({ prefix, errorType }) => times.map((time) => objectKey({
    prefix: evaluatePrefix(prefix, { time, errorType, randomString: () => RANDOM_STRING }),
    streamName: settings.name,
    time,
    uuid: UUID,
    extension: settings.extension,
  })));
}
