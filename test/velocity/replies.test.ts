import * as fc from 'fast-check';
import type { Answer } from './cases/answers';
import { batchAnswer, batchAnswers, BODIES_THAT_SAY_NOTHING, REFUSALS, refusals } from './cases/answers';
import { HOSTILE } from './cases/hostile';
import { AIRSPEED_LIMITS } from './cases/limits';
import { AIRSPEED } from './engines/airspeed';
import { APACHE } from './engines/apache';
import type { Engine } from './engines/engine';
import { LOCAL, localRequest, VELOCITYJS } from './engines/local';
import { batchReply, busy, corsHeaders, inFull, refused, replyOf, taken, unknown } from './replies';
import type { ExpectedReply } from './replies';
import { METHODS, repliers } from './templates';
import { VARIANTS } from './variants';
import { IntegrationResponses } from '../../cli/api/integration-response';
import { runs } from '../support/property-runs';

const ENGINES = [...APACHE, LOCAL, VELOCITYJS, AIRSPEED];
const POSTS = repliers('POST');
/** Pages of some variants and of none, and a client that is no page. */
const ORIGINS = ['https://shop.example', 'http://localhost:8080', 'https://shop-49.example', 'https://other.example', undefined];
const PREFLIGHTS = repliers('OPTIONS');
/** The template asks for JSON and the body is none: the local run ends with a 500 of its own, where json-smart mends the body. */
const NO_JSON_HERE = ['HTML', 'half of an answer'];
/** Jayway's JSONPath refuses these. */
const NO_JSON_THERE = ['null', 'half of an answer'];

test('each variant has the two routes and their preflights, and no other', () => {
  const routes = Object.keys(VARIANTS).flatMap((name) => ['OPTIONS /batch', 'OPTIONS /track', 'POST /batch', 'POST /track'].map((route) => [name, route]));
  expect(METHODS.map(({ variantName, route }) => [variantName, route]).sort()).toEqual(routes.sort());
});

describe.each(POSTS)('$title', (method) => {
  const isList = method.route === 'POST /batch' && !method.variant.packed;

  describe.each(ENGINES)('on $name', (engine) => {
    const check = async (answer: Answer, expected: ExpectedReply, origin?: string, header = 'Origin') => {
      const reply = await replyOf(engine, method, answer, origin === undefined ? {} : { [header]: origin });
      expect(reply).toEqual(inFull(expected, method, origin));
    };

    test.each([500, 502, 503, 504, 599])('a %d of Firehose is a 503 whatever it says', async (status) => {
      for (const body of Object.values(BODIES_THAT_SAY_NOTHING)) await check({ status, body }, busy());
    });

    test.each(REFUSALS)('the refusal %j is a %d', async (type, status) => {
      for (const namespace of ['', 'com.amazonaws.firehose#']) {
        await check({ status: 400, body: JSON.stringify({ __type: namespace + type, message: 'no' }) }, refused(status));
      }
    });

    test('a refusal of any type and form is told apart', async () => {
      await fc.assert(fc.asyncProperty(refusals(), fc.constantFrom(...ORIGINS), async (answer, origin) => {
        await check(answer, refused(answer.expected), origin);
      }), runs(60));
    });

    test.each(Object.entries(BODIES_THAT_SAY_NOTHING))('a refusal that says nothing is a 500: %s', async (name, body) => {
      await expectUnknown(engine, name, async () => check({ status: 400, body }, unknown()));
    });

    if (isList) {
      test('a batch is a 200 only if each record was taken, and names those that were not', async () => {
        await fc.assert(fc.asyncProperty(batchAnswers(engine !== VELOCITYJS), fc.constantFrom(...ORIGINS), async (answer, origin) => {
          await check(answer, batchReply(answer), origin);
        }), runs(120));
      });

      test('a batch of 500 of which all, some and none were taken', async () => {
        for (const isTaken of [() => true, (n: number) => n % 3 === 0, (n: number) => n === 499, () => false]) {
          const slow = { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' };
          const answer = batchAnswer(Array.from({ length: 500 }, (_unused, n) => (isTaken(n) ? { RecordId: `r-${n}` } : slow)), 'right', { Encrypted: false });
          await check(answer, batchReply(answer));
        }
      });

      test.each(Object.entries(BODIES_THAT_SAY_NOTHING))('a 200 that says nothing is a 500: %s', async (name, body) => {
        const checked = expectUnknown(engine, name, async () => check({ status: 200, body }, unknown()));
        // Whoever makes one of them work takes it from the list.
        if (engine === AIRSPEED && name in AIRSPEED_LIMITS.answers) await expect(checked).rejects.toThrow();
        else await checked;
      });
    } else {
      test.each(Object.entries(BODIES_THAT_SAY_NOTHING))('a 200 for one record took it: %s', async (_name, body) => {
        await check({ status: 200, body }, taken(method));
      });
    }

    test('an origin that is none is not repeated, whatever it holds', async () => {
      for (const origin of Object.values(HOSTILE)) {
        for (const [status, expected] of [[200, taken(method)], [400, unknown()], [503, busy()]] as const) {
          await check({ status, body: '{"FailedPutCount":0,"RequestResponses":[{"RecordId":"r"}]}' }, expected, origin);
        }
      }
    });

    test('the name of the header may be in lower case, as HTTP/2 has it', async () => {
      for (const origin of ORIGINS) await check({ status: 503, body: '' }, busy(), origin, 'origin');
    });
  });

  test('the local run gives the reply that its engine renders', async () => {
    const responses = new IntegrationResponses(method.integrationResponses, method.methodResponses, 'test');
    await fc.assert(fc.asyncProperty(fc.oneof(refusals(), batchAnswers()), fc.constantFrom(...ORIGINS), async (answer, origin) => {
      const sent: Record<string, string> = origin === undefined ? {} : { Origin: origin };
      const { status, headers, body } = responses.reply(String(answer.status), answer.body, localRequest({ body: '{}', headers: sent }));
      const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const { 'content-type': type, 'x-amzn-requestid': id, ...others } = lowerCase;
      expect([type, typeof id]).toEqual(['application/json', 'string']);
      expect({ status, headers: others, body: JSON.parse(body) }).toEqual(await replyOf(LOCAL, method, answer, sent));
    }), runs(60));
  });
});

describe.each(PREFLIGHTS)('$title', (method) => {
  describe.each(ENGINES)('on $name', (engine) => {
    test('its mock integration is asked for a 204', async () => {
      for (const [, template] of method.requestTemplates) {
        const { output, ...others } = await engine.render({ template, body: '' });
        expect(others).toEqual({ headers: {} });
        expect(JSON.parse(output!)).toEqual({ statusCode: 204 });
      }
    });

    test.each([...ORIGINS, 'a hostile one'])('a page of %s is answered without a body', async (page) => {
      for (const origin of page === 'a hostile one' ? Object.values(HOSTILE) : [page]) {
        const { status, headers, body } = await replyOf(engine, method, { status: 204, body: '' }, origin === undefined ? {} : { Origin: origin });
        expect({ status, body }).toEqual({ status: 204, body: undefined });
        expect(headers).toEqual({
          ...corsHeaders(method.variant.allowedOrigins, origin),
          'access-control-allow-methods': 'OPTIONS,POST',
          'access-control-allow-headers': expect.stringMatching(/(^|,)Content-Type(,|$)/),
          'access-control-max-age': expect.stringMatching(/^\d+$/),
        });
      }
    });
  });
});

/** A body that a parser refuses ends in a 500 of API Gateway's own, which is never a success. */
async function expectUnknown(engine: Engine, name: string, check: () => Promise<void>): Promise<void> {
  const refusing = APACHE.includes(engine) ? NO_JSON_THERE : NO_JSON_HERE;
  if (refusing.includes(name)) await expect(check()).rejects.toThrow(/JSON|json|Unexpected/);
  else await check();
}
