import { once } from 'events';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { describeInBrowser, inBrowser } from './scenario';

describeInBrowser('what a page says of a refusal', () => {
  const scenario = inBrowser();

  test('an API that is gone is no refusal', async () => {
    const gone = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
    await once(gone, 'listening');
    try {
      await scenario({}, async ({ open }) => {
        const page = await open('shop');
        const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/dev/track`;
        await expect(page.post(url, 'text/plain', '{}')).rejects.toThrow(/does not say that CORS is why; it says: Failed to load resource: net::ERR_EMPTY_RESPONSE/);
      });
    } finally {
      gone.close();
      await once(gone, 'close');
    }
  });
});
