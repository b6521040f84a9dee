import type { Body } from './cases/bodies';
import { batchBodies, localLine, SINGLE_BODIES } from './cases/bodies';
import { DIFFERENCES } from './cases/differences';
import type { EventCase } from './cases/events';
import { EVENTS } from './cases/events';
import { AIRSPEED_LIMITS } from './cases/limits';
import { pythonLine } from './cases/python-json';
import { AIRSPEED } from './engines/airspeed';
import { APACHE } from './engines/apache';
import type { Engine } from './engines/engine';
import { LOCAL, VELOCITYJS } from './engines/local';
import { expectRecords, recordsIn } from './records';
import { requestTemplates } from './templates';
import type { Sender } from './variants';

const SENDER: Sender = {
  headers: { 'Content-Type': 'application/json', 'X-Client-Version': '1.2.3' },
  context: {
    requestId: '0b7f2b1e-5f5e-4c1e-9a55-3f1f0f6d2c11',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    identity: {
      sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0', apiKeyId: 'a1b2c3', userArn: 'arn:aws:iam::111111111111:user/o\'neill',
    },
    authorizer: { principalId: 'user|1', claims: { 'sub': '5d1b', 'cognito:username': 'Zo\u00eb' } },
  },
};
/** What the models behind the routes take at most. */
const MAX_BATCH = 500;
const MAX_PACKED = 250;

const CASES = ['POST /track', 'POST /batch'].flatMap((route) => requestTemplates(route).map((template) => ({
  ...template,
  title: `${route} of ${template.places[0]} and ${template.places.length - 1} more`,
  bodies: route === 'POST /track' ? SINGLE_BODIES : batchBodies({ maxBatch: template.method.variant.packed ? MAX_PACKED : MAX_BATCH }),
})));

test('there are templates for both routes, and forty bodies or more for each', () => {
  expect(new Set(CASES.map(({ method }) => method.route)).size).toBe(2);
  expect(Math.min(...CASES.map(({ bodies }) => bodies.length))).toBeGreaterThan(40);
});

/** Each engine, and the line that its libraries make of an event. */
const ENGINES: readonly { readonly name: string; readonly engine: Engine; line(event: EventCase): string }[] = [
  ...APACHE.map((engine) => ({ name: engine.name, engine, line: ({ line }: EventCase) => line })),
  ...[LOCAL, VELOCITYJS].map((engine) => ({ name: engine.name, engine, line: localLine })),
  { name: AIRSPEED.name, engine: AIRSPEED, line: pythonLine },
];

describe.each(CASES)('$title', ({ text: template, method, bodies }) => {
  describe.each(ENGINES)('on $name', ({ engine, line }) => {
    const check = async (body: string, events: readonly EventCase[]) => {
      const { output, ...others } = await engine.render({ template, body, ...SENDER });
      expect(others).toEqual({ headers: {} });
      expectRecords(recordsIn(output!, method), events.map(line), method.variant, SENDER);
    };
    const limited = engine === AIRSPEED ? Object.keys(AIRSPEED_LIMITS.events) : [];
    const isBeyond = ({ events }: Body) => events.some(({ name }) => limited.includes(name));
    const beyond = bodies.filter(isBeyond);
    const within = bodies.filter((body) => !isBeyond(body));

    test.each(within)('$name', async ({ text, events }) => check(text, events));

    // Whoever makes one of them work takes it from the list.
    if (beyond.length > 0) test.each(beyond)('still not: $name', async ({ text, events }) => expect(check(text, events)).rejects.toThrow());
  });
});

describe.each([...APACHE, LOCAL, VELOCITYJS, AIRSPEED])('on $name', (engine) => {
  const [{ text: template, method }] = requestTemplates('POST /track').filter(({ method: { variant } }) => variant.frontFields.some(({ name }) => name === 'x_client_version'));
  const recordWith = async (headers: Readonly<Record<string, string>>) => {
    const { output } = await engine.render({ template, body: '{}', ...SENDER, headers });
    const [record] = recordsIn(output!, method);
    return JSON.parse(record).x_client_version;
  };

  test.each(['X-Client-Version', 'x-client-version', 'X-CLIENT-VERSION', 'x-cLIENT-vERSION'])('a header is found as %s', async (name) => {
    expect(await recordWith({ 'X-Client': 'a', [name]: '1.2.3', 'X-Client-Versions': 'b' })).toBe('1.2.3');
  });

  test.each([
    ['is longer', { 'X-Client-Versions': '1' }],
    ['is shorter', { 'X-Client-Versio': '1' }],
    ['has a letter that only Unicode takes for the same', { 'X-Cl\u0131ent-Version': '1', 'X-Client-Ver\u017fion': '1' }],
    ['is right and whose value is empty', { 'X-Client-Version': '' }],
  ])('a header whose name %s is null', async (_name, headers: Record<string, string>) => {
    expect(await recordWith(headers)).toBeNull();
  });
});

describe('the local run', () => {
  test.each(DIFFERENCES)('spells $event in another way: $why', ({ event: name, value }) => {
    const event = EVENTS.find((candidate) => candidate.name === name)!;
    expect(event.text).not.toBe(event.line);
    const values = [event.text, event.line].map((text) => JSON.parse(text));
    if (value === 'equal') expect(values[0]).toEqual(values[1]);
    else expect(values[0]).not.toEqual(values[1]);
  });

  test('has each event once in the table of differences', () => {
    const names = DIFFERENCES.map(({ event }) => event);
    expect(new Set(names).size).toBe(names.length);
  });
});
