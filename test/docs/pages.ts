import { readFileSync } from 'fs';
import * as path from 'path';

export const REPOSITORY = path.resolve(__dirname, '../..');

export function pageText(name: string): string {
  return readFileSync(path.join(REPOSITORY, name), 'utf8');
}

/** The code blocks of a page in a language, without the indent of a list that they stand in. */
export function codeBlocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)^ *\`\`\`$`, 'gm'))].map(([, indent, code]) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}
