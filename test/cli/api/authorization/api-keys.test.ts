import { enabledApiKeys } from '../../../../cli/api/authorization/api-keys';
import { deployed } from '../../template/deployed';

function keys(...properties: Record<string, any>[]) {
  return enabledApiKeys(deployed({
    Resources: Object.fromEntries(properties.map((given, index) => [`Key${index}`, { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: 'true', ...given } }])),
  }));
}

test('a key has the value and the name of the template', () => {
  expect(keys({ Name: 'mobile', Value: 'x'.repeat(20) })).toEqual([
    { id: expect.stringMatching(/^[a-z0-9]{10}$/), logicalId: 'Key0', name: 'mobile', value: 'x'.repeat(20), isGiven: true },
  ]);
});

test('a key without a value has one of the shape that AWS makes, the same in every run', () => {
  const [first, second] = keys({}, {});
  expect(first).toMatchObject({ name: 'Key0', isGiven: false, value: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
  expect(second.value).not.toBe(first.value);
  expect(keys({})[0].value).toBe(first.value);
});

test('what a secret holds is not known, so its reference is no value', () => {
  expect(keys({ Value: '{{resolve:secretsmanager:api-key:SecretString:::}}' })[0]).toMatchObject({ isGiven: false, value: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
});

test.each([19, 129])('a value of %d characters is refused, as AWS does', length => {
  expect(() => keys({ Value: 'x'.repeat(length) })).toThrow(`Key0: Value has ${length} characters, allowed are 20 to 128`);
});
