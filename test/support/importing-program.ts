/**
 * An ES module that takes each name from a package in every way that a program can, and fails unless all ways give the same value.
 * Node links static imports before it runs anything: it fails with a SyntaxError for a name that it cannot see in the source of a CommonJS module.
 */
export function importingProgram(specifier: string, names: readonly string[]): string {
  const from = JSON.stringify(specifier);
  return `import { createRequire } from 'node:module';
import * as namespace from ${from};
import { ${names.join(', ')} } from ${from};

const named = { ${names.join(', ')} };
const ways = {
  'import *': namespace,
  'await import()': await import(${from}),
  'require()': createRequire(import.meta.url)(${from}),
};
for (const [way, module] of Object.entries(ways)) {
  for (const [name, value] of Object.entries(named)) {
    if (value === undefined || module[name] !== value) {
      throw new Error(way + ' gives ' + String(module[name]) + ' for ' + name + ', and a named import gives ' + String(value));
    }
  }
}
// Node adds the first, newer versions the second, and TypeScript the third.
const added = ['default', 'module.exports', '__esModule'];
console.log(JSON.stringify(Object.keys(namespace).filter((name) => !added.includes(name)).sort()));
`;
}
