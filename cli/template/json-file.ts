import { isUtf8 } from 'buffer';
import * as fs from 'fs';
import { Failure } from '../failure';
import { contentProblem, HEAD_BYTES, withoutMark } from '../json/content';

/** Reads a JSON object; `fix` says what to do if the file is not there or is something else. */
export function readJsonFile(file: string, fix: string): Record<string, any> {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    throw new Failure(`cannot read ${file} (${(error as NodeJS.ErrnoException).code ?? String(error)}): ${fix}`);
  }
  const problem = contentProblem(bytes.subarray(0, HEAD_BYTES)) ?? (isUtf8(bytes) ? undefined : 'it is not UTF-8');
  if (problem !== undefined) {
    throw new Failure(`${file} is not JSON (${problem}): ${fix}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(bytes).toString());
  } catch (error) {
    throw new Failure(`${file} is not JSON (${(error as Error).message}): ${fix}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure(`${file} holds ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}, not a JSON object: ${fix}`);
  }
  return value;
}
