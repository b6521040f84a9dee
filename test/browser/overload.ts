/** A stream with it takes one record of the batch and then, for minutes, nothing more. */
export const TINY_QUOTA_MEBIBYTES = 0.001;

const pad = 'x'.repeat(200_000);
/** Two records, of which a stream with the tiny quota takes the first. */
export const OVERLOADING_BATCH = JSON.stringify([{ event_id: 'taken', pad }, { event_id: 'failed', pad }]);

/** One request now, the next one in minutes. */
export const ONE_REQUEST = { rateLimit: 0.01, burstLimit: 1 };
