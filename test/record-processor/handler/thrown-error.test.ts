import { describeThrown } from '../../../src/record-processor/handler/thrown-error';

const nameOf = (file: string) => file.startsWith('/asset/transform/') ? file.slice('/asset/transform/'.length) : undefined;

function described(stack: unknown, properties: object = {}): { code: string; message: string } {
  const { code, message } = describeThrown('TransformFailed', Object.assign(new RangeError('secret'), { stack }, properties), nameOf);
  return { code, message };
}

describe('an error of the user', () => {
  test.each([
    ['a function', '    at price (/asset/transform/shop.mjs:3:9)', 'shop.mjs:3:9'],
    ['the module', '    at /asset/transform/shop.mjs:3:9', 'shop.mjs:3:9'],
    ['an async function', '    at async price (/asset/transform/shop.mjs:3:9)', 'shop.mjs:3:9'],
    ['an async module', '    at async /asset/transform/shop.mjs:3:9', 'shop.mjs:3:9'],
    ['a method with an alias', '    at Shop.price [as cost] (/asset/transform/lib/shop.cjs:30:90)', 'lib/shop.cjs:30:90'],
    ['a callback below a builtin', '    at JSON.parse (<anonymous>)\n    at node:internal/x:1:1\n    at /asset/index.js:1:7\n    at a (/asset/transform/a.js:2:1)', 'a.js:2:1'],
  ])('is placed in %s', (_, frames, place) => {
    expect(described(`RangeError: secret\n${frames}`).message).toBe(`the transform failed: RangeError at ${place}`);
  });

  test.each([
    ['no frame of the user', 'RangeError: secret\n    at a (/asset/index.js:1:1)'], ['no stack', undefined], ['a stack that is no text', 17],
  ])('has no place with %s', (_, stack) => {
    expect(described(stack).message).toBe('the transform failed: RangeError');
  });

  test('is not quoted, even if its message looks like a frame', () => {
    expect(described('RangeError: {\n    at secret (/secret.mjs:1:1)\n}\n    at a (/asset/transform/a.mjs:1:2)').message)
      .toBe('the transform failed: RangeError at a.mjs:1:2');
  });

  test('is named by its class, not by its name', () => {
    class NoPrice extends Error { override name = 'secret'; }
    expect(describeThrown('TransformFailed', new NoPrice('secret'), nameOf).message).toBe('the transform failed: NoPrice');
  });

  test.each([
    ['Object', { secret: 1 }], ['String', 'secret'], ['Object', undefined], ['Object', null], ['Number', 17], ['Error', Object.create(null)],
    ['Object', { constructor: { name: 'secret' } }],
  ])('is called %s if it is no error', (name, thrown) => {
    expect(describeThrown('NotSerializable', thrown, nameOf).message).toBe(`what the transform returned cannot be written as JSON: ${name}`);
  });

  test('brings its own code', () => {
    expect(described('', { code: 'ERR_NO_PRICE' }).code).toBe('ERR_NO_PRICE');
  });

  test('does not bring a code that could be text of an event', () => {
    expect(described('', { code: 'secret text' }).code).toBe('TransformFailed');
  });
});
