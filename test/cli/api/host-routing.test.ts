import type { IncomingMessage } from 'http';
import { CustomDomain } from '../../../cli/api/custom-domain';
import { byHost } from '../../../cli/api/host-routing';
import type { Replier } from '../../../cli/api/server';

const OWN: Replier = { reply: async () => ({ status: 200, headers: {}, body: 'own' }) };

function domain(name: string): CustomDomain {
  const found = new CustomDomain(name, [], new Map());
  jest.spyOn(found, 'reply').mockResolvedValue({ status: 200, headers: {}, body: name });
  return found;
}

async function answer(names: readonly string[], host: string | undefined): Promise<string> {
  const { body } = await byHost(names.map(domain), OWN).reply({ headers: { host } } as IncomingMessage);
  return body;
}

test.each([
  ['events.example.com:3000', 'events.example.com'],
  ['shop.example.com', '*.example.com'],
  ['127.0.0.1:3000', 'own'],
  ['[::1]:3000', 'own'],
  [undefined, 'own'],
])('host %s is answered by %s', async (host, expected) => {
  expect(await answer(['*.example.com', 'events.example.com'], host)).toBe(expected);
});

test('without domains every host is the port\'s own', async () => {
  expect(await answer([], 'events.example.com')).toBe('own');
});
