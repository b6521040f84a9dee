import type { ApiRequest } from './api-request';
import { contextVariable } from './mapping-expression';

/** One name after another; a hyphen is part of a name only inside of it. */
const VARIABLE = /\$context\.([A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*)/g;

/** The line that an access log gets of a request that has its reply. What is not set is a hyphen. */
export function accessLogLine(format: string, request: ApiRequest): string {
  return format
    .replace(VARIABLE, (_, path: string) => request.facts.get(path) ?? (contextVariable(request, path) || '-'))
    .replace(/[\r\n]+/g, ' ');
}
