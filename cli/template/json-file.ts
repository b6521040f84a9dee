import * as fs from 'fs';
import { Failure } from '../failure';

/** Reads a JSON object; `fix` says what to do if the file is not there or is something else. */
export function readJsonFile(file: string, fix: string): Record<string, any> {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read ${file} (${(error as NodeJS.ErrnoException).code ?? String(error)}): ${fix}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON (${(error as Error).message}): ${fix}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure(`${file} holds ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}, not a JSON object: ${fix}`);
  }
  return value;
}
