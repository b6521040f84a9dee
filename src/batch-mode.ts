/**
 * How the events of one `POST /batch` become records of the stream.
 */
export enum BatchMode {
  /**
   * Each event is a record of its own: 1 to 500 events in a request, up to 4 MiB together, each up to 1,000 KiB. The reply names the events that
   * Firehose did not take, and a bad event fails alone. Firehose bills each event as 5 KB at least.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
   */
  PER_EVENT = 'PER_EVENT',

  /**
   * All events of a request are one record, a line each: 1 to 250 events, up to 1,000 KiB together, so that events of 4 KB on average always fit.
   * The cheapest way for small events, because Firehose bills a record, not an event, as 5 KB at least. Lost with it: the reply knows only all or
   * nothing (`{"accepted":"all"}`), and one event that cannot be processed fails its whole record.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
   */
  PACKED = 'PACKED',
}
