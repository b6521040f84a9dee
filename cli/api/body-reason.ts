import type { ErrorObject } from 'ajv-draft-04';

const BYTE_ORDER_MARK = '\ufeff';

/** Why a body is not JSON, for the one who runs the API. */
export function notJsonReason(text: string, error: Error): string {
  if (text.startsWith(BYTE_ORDER_MARK)) return 'not JSON: it begins with a byte order mark';
  if (text.slice(0, 4).includes('\0')) return 'not JSON in UTF-8: it begins like UTF-16 or UTF-32';
  // Without the part of the body that V8 quotes: another one for each body, and the client's.
  return `not JSON: ${error.message.replace(/, (?:\.\.\.)?".*$/s, '')}`;
}

/** What of a body its model does not allow, for the one who runs the API. @param error the first one, with what stands at its place (`verbose`) */
export function modelReason({ instancePath, keyword, params, message, data, schema }: ErrorObject): string {
  const what = placeOf(instancePath);
  switch (keyword) {
    case 'type': return `${what} is ${kindOf(data)}, allowed ${[params.type].flat().join(' or ')}`;
    case 'required': return `${what} lacks the field ${params.missingProperty}`;
    case 'minItems': return `${what} has ${elements(data)}, allowed ${params.limit} or more`;
    case 'maxItems': return `${what} has ${elements(data)}, allowed ${params.limit} at most`;
    case 'not': {
      const fields = forbiddenFields(schema, data);
      return fields.length === 0 ? `${what} is what the model rules out` : `${what} has what the model rules out: ${fields.join(', ')}`;
    }
    default: return `${what}: ${message ?? keyword}`;
  }
}

/** Positions as the reply to a batch has them. */
function placeOf(instancePath: string): string {
  const [, index, rest] = /^\/(\d+)(\/.*)?$/.exec(instancePath) ?? [];
  if (index !== undefined) return `element ${index} (counted from 0)${rest === undefined ? '' : ` at ${rest}`}`;
  return instancePath === '' ? 'the body' : `the body at ${instancePath}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function elements(value: unknown): string {
  const { length } = value as unknown[];
  return length === 1 ? '1 element' : `${length} elements`;
}

/** Of a schema such as `{ anyOf: [{ required: ['source_ip'] }] }`, those that the value has. */
function forbiddenFields(schema: unknown, value: unknown): string[] {
  const { anyOf, required } = (schema ?? {}) as { anyOf?: unknown; required?: unknown };
  if (Array.isArray(anyOf)) return anyOf.flatMap(each => forbiddenFields(each, value));
  const names = Array.isArray(required) ? required.map(String) : [];
  return typeof value === 'object' && value !== null && names.every(name => Object.hasOwn(value, name)) ? names : [];
}
