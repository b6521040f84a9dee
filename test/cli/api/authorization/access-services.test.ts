import { accessServices } from '../../../../cli/api/authorization/access-services';
import { UsagePlans } from '../../../../cli/api/authorization/usage-plans';
import { deployed } from '../../template/deployed';

const deployment = deployed({});

test('what is given is taken', () => {
  const given = { functions: { invoke: async () => '{}' }, usagePlans: new UsagePlans(deployment, () => 0, () => 0), now: () => 7 };
  expect(accessServices(deployment, () => 0, given)).toEqual(given);
});

test('an API that stands alone has plans of its own and no function', async () => {
  const { functions, usagePlans } = accessServices(deployment, () => 0, {});
  expect(usagePlans).toBeInstanceOf(UsagePlans);
  await expect(functions.invoke('arn', '{}')).rejects.toMatchObject({ failure: 'not run here' });
});
