import { types } from 'util';

/** Types whose content JSON does not see, even if they have fields besides. Iterable ones are not listed: they are found by being iterable. */
const KINDS = [
  types.isNativeError, types.isPromise, types.isRegExp, types.isAnyArrayBuffer, types.isArrayBufferView, types.isWeakMap, types.isWeakSet,
  types.isSymbolObject,
];

/**
 * Whether JSON leaves out the content of a value: the entries of a Map, the items of a generator, the message of an Error, the private fields of a class.
 * Lists, plain objects and class instances with fields are what JSON shows them to be, from any realm.
 *
 * @param value as JSON.stringify hands it to a replacer, that is after its toJSON
 */
export function hidesContent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (Symbol.iterator in value || Symbol.asyncIterator in value) {
    return !types.isStringObject(value);
  }
  return !isPlain && (KINDS.some((isKind) => isKind(value)) || (Object.keys(value).length === 0 && hasMore(prototype)));
}

/** Whether an object without fields has other content: classes of the platform have a tag, and classes of a user have getters for private fields. */
function hasMore(prototype: object): boolean {
  for (let each = prototype; Object.getPrototypeOf(each); each = Object.getPrototypeOf(each)) {
    if (Symbol.toStringTag in each || Object.values(Object.getOwnPropertyDescriptors(each)).some(({ get }) => get)) {
      return true;
    }
  }
  return false;
}
