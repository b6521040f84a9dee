import { GatewayError } from '../../../cli/api/gateway-error';
import { RequestFacts } from '../../../cli/api/request-facts';

let now: number;
let facts: RequestFacts;

beforeEach(() => {
  now = 1_000;
  facts = new RequestFacts(() => now);
});

function told(...names: string[]): (string | undefined)[] {
  return names.map(name => facts.get(name));
}

test('an integration that answered is told by its status and its time', async () => {
  const result = await facts.ofIntegration(async () => {
    now += 12.4;
    return { status: '400', body: '{}' };
  });
  expect(result).toEqual({ status: '400', body: '{}' });
  expect(told('integration.status', 'integrationStatus', 'integration.latency', 'integrationLatency', 'integration.error')).toEqual(['400', '400', '12', '12', undefined]);
});

test('an integration that does not answer is told by its error', async () => {
  const late = facts.ofIntegration(async () => {
    now += 29_000;
    throw new GatewayError('INTEGRATION_TIMEOUT');
  });
  await expect(late).rejects.toThrow('Endpoint request timed out');
  expect(told('integration.error', 'integrationErrorMessage', 'integration.status', 'integrationLatency'))
    .toEqual(['Endpoint request timed out', 'Endpoint request timed out', undefined, '29000']);
});

test('a fault of the API is no error of the integration', async () => {
  await expect(facts.ofIntegration(async () => Promise.reject(new GatewayError('BAD_REQUEST_BODY')))).rejects.toThrow();
  expect(told('integration.error')).toEqual([undefined]);
});

test('the reply is told by status, length and the time of all of it', () => {
  now += 7;
  facts.replied(204, 0);
  expect(told('status', 'responseLength', 'responseLatency')).toEqual(['204', '0', '7']);
});
