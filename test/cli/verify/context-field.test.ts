import { bytesWithout, contextField } from '../../../cli/verify/context-field';

test('fields are collected, with the header that they come from if it is said', () => {
  expect(contextField('user_agent=User-Agent', [{ field: 'source_ip' }])).toEqual([{ field: 'source_ip' }, { field: 'user_agent', header: 'User-Agent' }]);
  expect(contextField('source_ip')).toEqual([{ field: 'source_ip' }]);
});

test.each(['', 'a-b', 'Source', '1st', 'a=', 'a=b c', '=X', 'a=b=c'])('%j is no field', (text) => {
  expect(() => contextField(text)).toThrow(/^Allowed is <field> or <field>=<Header>/);
});

test.each(['name', 'event_id', 'run=X-Run', 'received_at'])('%s is in every event of the suite', (text) => {
  expect(() => contextField(text)).toThrow(/the events of this command have them, and such an API refuses those\.$/);
});

test.each(['o=Origin', 't=content-type', 'h=Host'])('the header of %s is set by the suite', (text) => {
  expect(() => contextField(text)).toThrow(/which are set to what is checked: give the field alone\.$/);
});

test('a field is given once', () => {
  expect(() => contextField('a=X-A', [{ field: 'a' }])).toThrow('Allowed is each field once.');
});

test('events are smaller by what the fields may add, and large enough for their own members', () => {
  expect(bytesWithout([], 4_095)).toBe(4_095);
  expect(bytesWithout([{ field: 'source_ip' }, { field: 'a', header: 'A' }], 4_095)).toBe(4_095 - 250 - 9 - 250 - 1);
  expect(bytesWithout(Array(40).fill({ field: 'a' }), 4_095)).toBe(600);
});
