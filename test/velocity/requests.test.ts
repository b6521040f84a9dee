import { batchBodies, localLine, SINGLE_BODIES } from './cases/bodies';
import { DIFFERENCES } from './cases/differences';
import { EVENTS } from './cases/events';
import { APACHE } from './engines/apache';
import { LOCAL, VELOCITYJS } from './engines/local';
import { expectRecords, javaLines, recordsIn } from './records';
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

describe.each(CASES)('$title', ({ text: template, method, bodies }) => {
  describe.each(APACHE)('on $name', (engine) => {
    test.each(bodies)('$name', async ({ text: body, events }) => {
      const { output, ...others } = await engine.render({ template, body, ...SENDER });
      expect(others).toEqual({ headers: {} });
      expectRecords(recordsIn(output!, method), javaLines(events), method.variant, SENDER);
    });
  });

  describe.each([LOCAL, VELOCITYJS])('on $name', (engine) => {
    test.each(bodies)('$name', async ({ text: body, events }) => {
      const { output, ...others } = await engine.render({ template, body, ...SENDER });
      expect(others).toEqual({ headers: {} });
      expectRecords(recordsIn(output!, method), events.map(localLine), method.variant, SENDER);
    });
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
