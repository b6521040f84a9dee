import type { Component } from './bundled-packages';

const RULE = '-'.repeat(80);

/** One page with each package and its license. A package of which two copies are bundled stands there once. */
export function thirdPartyLicenses(components: readonly Component[]): string {
  const packages = new Map(components.map((component) => [title(component), component]));
  const sections = [...packages].map(([heading, component]) => `${RULE}\n${heading}\n\n${texts(component, heading)}`);
  return `The command line of this package is bundled with the packages below. Their licenses:\n\n${sections.join('\n')}`;
}

function title({ group, name, version, licenses }: Component): string {
  const names = (licenses ?? []).map(({ license, expression }) => expression ?? license?.id ?? license?.name);
  return `${group ? `${group}/` : ''}${name} ${version} (${names.join(', ')})`;
}

function texts({ evidence }: Component, heading: string): string {
  const found = (evidence?.licenses ?? []).map(({ license }) => Buffer.from(license.text.content, 'base64').toString('utf8').replace(/\r\n/g, '\n').trim());
  if (found.length === 0) {
    // Most licenses ask for their text with each copy, so a package without one must not be bundled unnoticed.
    throw new Error(`${heading} is bundled and has no license file; use another package, or add its text here`);
  }
  return `${found.join('\n\n')}\n`;
}
