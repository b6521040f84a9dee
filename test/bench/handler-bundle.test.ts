import { importedPackages } from '../../bench/measure/handler-bundle';

test('finds what a bundle would need beside itself', () => {
  const code = 'import{createHash as a}from"crypto";import b from"left-pad";import"side-effect";const c=await import("@scope/x");require(\'legacy\');export{b};';
  expect(importedPackages(code)).toEqual(['left-pad', 'side-effect', '@scope/x', 'legacy']);
});

test('Node\'s own modules are no dependency', () => {
  expect(importedPackages('import"node:fs";import{x}from"crypto"')).toEqual([]);
});
