/** What the port of Velocity to Python does not run as API Gateway is expected to, with the reason of each. A test sees that each entry still fails there. */
export const AIRSPEED_LIMITS: Readonly<Record<'events' | 'answers', Readonly<Record<string, string>>>> = {
  /** By the names of events. */
  events: {
    '1e400': 'Python reads a number beyond its doubles as infinity, and writes `Infinity`, which is not JSON',
  },
  /** By the names of answers to a batch that say nothing about the events. The reply is a 503 in place of a 500, never a 200. */
  answers: {
    'a text in place of the list': 'a loop over a string runs once for each of its characters, where Java does not run at all',
  },
};
