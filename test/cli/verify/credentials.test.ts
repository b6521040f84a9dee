import { RequestSigner } from '../../../cli/request-signer';
import { Credentials } from '../../../cli/verify/credentials';

const REQUEST = { method: 'POST', url: 'https://x.example/dev/track', headers: {}, body: '{}' };
const signer = new RequestSigner('eu-west-1', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }, () => 0);

test.each([
  ['a key', 'abcXYZ089', 'nopKLM534'],
  ['a token', 'Bearer eyJh.eyJz.c2ln', 'Bearer rlWu.rlWm.p7ya'],
  ['one without letters', '***', '***x'],
])('%s that is wrong is another of the same form', (_name, value, expected) => {
  expect(new Credentials({ Authorization: value }).addedTo(REQUEST, 'wrong')).toEqual({ Authorization: expected });
});

test('a signature that is wrong lacks its end', () => {
  const credentials = new Credentials({}, signer);
  const { Authorization: right } = credentials.addedTo(REQUEST);
  expect(credentials.addedTo(REQUEST, 'wrong')).toEqual({ 'X-Amz-Date': '19700101T000000Z', 'Authorization': right.slice(0, -1) });
});

test('without credentials nothing is added', () => {
  expect(new Credentials({ 'x-api-key': 'k' }, signer).addedTo(REQUEST, 'none')).toEqual({});
});

test.each([
  ['nothing', new Credentials({}), false, false],
  ['a header', new Credentials({ 'x-api-key': 'k' }), true, false],
  ['a signature', new Credentials({}, signer), true, true],
])('%s: given %s, signed %s', (_name, credentials, areGiven, areSignatures) => {
  expect([credentials.areGiven, credentials.areSignatures]).toEqual([areGiven, areSignatures]);
});
