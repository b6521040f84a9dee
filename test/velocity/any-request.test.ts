import * as fc from 'fast-check';
import { HOSTILE } from './cases/hostile';
import { javaJson } from './cases/java-json';
import { pythonJson } from './cases/python-json';
import { AIRSPEED } from './engines/airspeed';
import { APACHE } from './engines/apache';
import { LOCAL, VELOCITYJS } from './engines/local';
import { expectRecords, recordsIn } from './records';
import { requestTemplates } from './templates';
import type { Sender } from './variants';
import { runs } from '../support/property-runs';

/** Every place in which a client has a say, but its body. */
function senderOf(texts: readonly string[]): Sender {
  const [version, userAgent, requestId, sourceIp, origin] = texts;
  return {
    headers: { 'X-Client-Version': version, 'User-Agent': userAgent, 'Origin': origin, 'x-lower-case': version, 'X-Forwarded-For': sourceIp },
    context: {
      requestId,
      extendedRequestId: requestId,
      identity: { sourceIp, userAgent, apiKeyId: version, userArn: origin },
      authorizer: { principalId: origin, claims: { 'sub': userAgent, 'cognito:username': version } },
    },
  };
}

const TEMPLATES = ['POST /track', 'POST /batch'].flatMap((route) => requestTemplates(route).map((template) => ({
  ...template, route, title: `${route} of ${template.places[0]} and ${template.places.length - 1} more`,
})));

describe.each(TEMPLATES)('$title', ({ text: template, method, route }) => {
  describe.each([...APACHE, LOCAL, VELOCITYJS, AIRSPEED])('on $name', (engine) => {
    const check = async (event: string, lineInVelocity: string, sender: Sender) => {
      const line = engine === AIRSPEED ? pythonJson(event) : lineInVelocity;
      const body = route === 'POST /batch' ? `[${event},{},${event}]` : event;
      const lines = route === 'POST /batch' ? [line, '{}', line] : [line];
      const { output, ...others } = await engine.render({ template, body, ...sender });
      expect(others).toEqual({ headers: {} });
      expectRecords(recordsIn(output!, method), lines, method.variant, sender);
    };

    test.each(Object.entries(HOSTILE))('all that a client says of itself is %s', async (_name, text) => {
      await check('{"a":1}', '{"a":1}', senderOf([text, text, text, text, text]));
      await check('{}', '{}', senderOf([text, text, text, text, text]));
    });

    test('a client that says nothing of itself', async () => {
      // An id it gets all the same.
      await check('{"a":1}', '{"a":1}', { headers: {}, context: { requestId: '1' } });
    });

    test('whatever a client says of itself', async () => {
      await fc.assert(fc.asyncProperty(fc.tuple(said(), said(), said(), said(), said()), async (texts) => {
        await check('{"a":1}', '{"a":1}', senderOf(texts));
      }), runs(100));
    });

    test('any event keeps its value, on one line', async () => {
      const same = engine === LOCAL || engine === VELOCITYJS ? JSON.stringify : javaJson;
      await fc.assert(fc.asyncProperty(anyEvent(), fc.constantFrom(undefined, 1, '\t'), async (event, indent) => {
        await check(JSON.stringify(event, null, indent), same(event), senderOf(['1', '2', '3', '4', '5']));
      }), runs(200));
    });
  });
});

/** A text of what breaks templates and JSON, and of anything. */
function said(): fc.Arbitrary<string> {
  const pieces = ['"', "'", '\\', '\\\\', '$', '#', '{', '}', '(', ')', '[', ']', ',', ':', '/', '\n', '\r', '\t', '\0', '\u2028', '\u{1f600}', '$foo', '#set(', '#end', 'a'];
  return fc.oneof(
    fc.constantFrom(...Object.values(HOSTILE)),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
  );
}

/** An object without fractions, which the two languages spell in different ways. */
function anyEvent(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, true, false), fc.maxSafeInteger().map((n) => n + 0), said(),
      fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(said(), tie('value'), { maxKeys: 4 })),
  }));
  return fc.dictionary(said(), value, { maxKeys: 6 });
}
