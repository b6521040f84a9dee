import { StreamFixture } from './stream-fixture';
import { directPutQuota } from '../../../cli/firehose/direct-put-quota';

const MIB = 1024 * 1024;

test.each([
  ['us-east-1', 5, { requests: 2_000, records: 500_000, bytes: 5 * MIB }],
  ['eu-west-1', 10, { requests: 4_000, records: 1_000_000, bytes: 10 * MIB }],
  ['eu-central-1', 1, { requests: 1_000, records: 100_000, bytes: MIB }],
  ['eu-central-1', 2, { requests: 2_000, records: 200_000, bytes: 2 * MIB }],
])('in %s a stream of %i MiB a second has the three quotas that AWS gives it', (region, mebibytes, quota) => {
  expect(directPutQuota(region, mebibytes)).toEqual(quota);
});

// The fixture is in eu-west-1: 1 MiB a second are 400 requests and 100,000 records.
const fixtureWith = (quotaMebibytes?: number) => new StreamFixture({}, { quotaMebibytes });
const putRecord = async (fixture: StreamFixture, bytes: number) => fixture.service.call('PutRecord', JSON.stringify({
  DeliveryStreamName: 'events', Record: { Data: Buffer.alloc(bytes).toString('base64') },
}));
const failedOf = (body: string) => JSON.parse(body).RequestResponses.map(({ ErrorCode }: any) => ErrorCode);
const text = (bytes: number) => 'x'.repeat(bytes);

test('without a quota any amount is taken at once', async () => {
  const fixture = fixtureWith();
  for (let n = 0; n < 5; n++) expect(JSON.parse((await fixture.put(...Array(4).fill(text(1_000_000)))).body).FailedPutCount).toBe(0);
});

test('over its bytes a batch is taken in part, and each record that is not says why', async () => {
  const fixture = fixtureWith(1);
  const { status, body } = await fixture.put(text(600_000), text(600_000), text(400_000), text(100_000));
  expect(status).toBe(200);
  expect(failedOf(body)).toEqual([undefined, 'ServiceUnavailableException', undefined, 'ServiceUnavailableException']);
  expect(JSON.parse(body).FailedPutCount).toBe(2);
  await fixture.service.flush();
  expect(fixture.texts()[0]).toHaveLength(1_000_000);
});

test('over its records a batch is taken in part', async () => {
  const fixture = fixtureWith(0.01);
  const replies = [];
  for (let n = 0; n < 3; n++) replies.push(JSON.parse((await fixture.put(...Array(400).fill('1'))).body).FailedPutCount);
  expect(replies).toEqual([0, 0, 200]);
});

test('over its bytes PutRecord gets a 500 that names the service as unavailable', async () => {
  const fixture = fixtureWith(1);
  expect((await putRecord(fixture, 1_000_000)).status).toBe(200);
  const { status, body } = await putRecord(fixture, 100_000);
  expect([status, JSON.parse(body).__type]).toEqual([500, 'ServiceUnavailableException']);
});

test('over its requests a call is refused whole', async () => {
  const fixture = fixtureWith(0.01);
  const statuses = [];
  for (let n = 0; n < 5; n++) statuses.push((await fixture.put('1')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 500]);
});

test('each second brings as much again, and no more than that is kept', async () => {
  const fixture = fixtureWith(1);
  await putRecord(fixture, 1_000_000);
  await fixture.clock.advance(500);
  expect((await putRecord(fixture, 600_000)).status).toBe(500);
  expect((await putRecord(fixture, 500_000)).status).toBe(200);
  await fixture.clock.advance(60_000);
  expect(failedOf((await fixture.put(text(1_000_000), text(100_000))).body)).toEqual([undefined, 'ServiceUnavailableException']);
});

test('a record larger than a second of the quota passes when nothing of it is used, and the next ones wait longer', async () => {
  const fixture = fixtureWith(0.5);
  expect((await putRecord(fixture, 1_000_000)).status).toBe(200);
  await fixture.clock.advance(1000);
  expect((await putRecord(fixture, 1_000)).status).toBe(200);
  expect((await putRecord(fixture, 200_000)).status).toBe(500);
});
