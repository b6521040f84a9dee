import { APACHE } from './engines/apache';
import { inFull, refused, replyOf } from './replies';
import { METHODS } from './templates';

/** What is known to be wrong. Each of these fails, as it says; once it is mended, it belongs to the cases of the replies. */
const [VELOCITY] = APACHE;
const TRACK = METHODS.find(({ route }) => route === 'POST /track')!;
const BATCH = METHODS.find(({ route, variant }) => route === 'POST /batch' && !variant.packed)!;

test.failing('a type that only ends like a refusal of the record is not the fault of the client', async () => {
  const answer = { status: 400, body: '{"__type":"com.amazonaws.firehose#OtherInvalidArgumentException"}' };
  expect(await replyOf(VELOCITY, TRACK, answer)).toEqual(inFull(refused(500), TRACK));
});

test.failing('a code with an apostrophe leaves the reply JSON', async () => {
  const answer = { status: 200, body: JSON.stringify({ FailedPutCount: 1, RequestResponses: [{ ErrorCode: "It's late" }] }) };
  expect(await replyOf(VELOCITY, BATCH, answer)).toMatchObject({ status: 503 });
});
