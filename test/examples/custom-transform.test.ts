import { execFileSync } from 'child_process';
import * as path from 'path';

const FILE = path.resolve(__dirname, '../../examples/typescript/custom-transform/transform.mjs');

/** What the transform of the example makes of an event, on Node.js itself. */
function transformed(event: object): unknown {
  const program = `import { transform } from ${JSON.stringify(FILE)}; console.log(JSON.stringify({ result: transform(${JSON.stringify(event)}) }));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })).result;
}

test('an order becomes one row for each of its items, without the address of the customer', () => {
  const items = [{ sku: 'tea', quantity: 2 }, { sku: 'cup', quantity: 1 }];
  expect(transformed({ name: 'order', id: 7, email: 'ann@shop.example', items })).toEqual([
    { name: 'order', id: 7, emailDomain: 'shop.example', position: 0, sku: 'tea', quantity: 2 },
    { name: 'order', id: 7, emailDomain: 'shop.example', position: 1, sku: 'cup', quantity: 1 },
  ]);
});

test('an order without an address has none', () => {
  expect(transformed({ name: 'order', items: [{ sku: 'tea' }] })).toEqual([{ name: 'order', emailDomain: null, position: 0, sku: 'tea' }]);
});

test('another event stays as it is', () => {
  expect(transformed({ name: 'signup', plan: 'pro' })).toEqual({ name: 'signup', plan: 'pro' });
});

test('what a test shop sent is left out', () => {
  expect(transformed({ name: 'order', shop: 'test', items: [] })).toBeUndefined();
});
