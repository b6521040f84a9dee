import * as path from 'path';
import { Failure } from '../failure';

const MAX_KEY_BYTES = 1024; // of S3
const MAX_NAME_BYTES = 255; // of the usual file systems

/** Names that Windows keeps for devices, with any extension, and what its names must not hold or end with. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;
const WINDOWS_REFUSES = /[<>:"|?*\\\u0000-\u001f]|[. ]$/;

/** Where an object lies: `<root>/<bucket>/<key>`. What S3 could hold and a folder cannot is a Failure, never another name. */
export function objectPath(root: string, bucket: string, key: string, system: NodeJS.Platform = process.platform): string {
  const folder = bucketPath(root, bucket, system);
  const problem = keyProblem(key, system);
  if (problem !== undefined) {
    throw new Failure(`the object key ${shown(key)} cannot be kept in a folder: ${problem}; change the prefix or the file extension of the template`);
  }
  return path.join(folder, ...key.split('/'));
}

/** Where the objects under a prefix lie. An empty prefix means all objects of the bucket. */
export function prefixPath(root: string, bucket: string, prefix: string): string {
  return prefix === '' ? bucketPath(root, bucket, process.platform) : objectPath(root, bucket, prefix.replace(/\/$/, ''));
}

function bucketPath(root: string, bucket: string, system: NodeJS.Platform): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(bucket) || nameProblem(bucket, system) !== undefined) {
    throw new Failure(`${JSON.stringify(bucket)} is not the name of a bucket: letters, digits, '.', '-' and '_' are allowed, and no name that the file system reserves`);
  }
  return path.join(root, bucket);
}

function keyProblem(key: string, system: NodeJS.Platform): string | undefined {
  if (key === '') return 'it is empty';
  if (key.startsWith('/')) return "it starts with '/'";
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) return `it is ${Buffer.byteLength(key)} bytes long, S3 allows ${MAX_KEY_BYTES}`;
  if (key.includes('\0')) return 'it holds a NUL character';
  for (const name of key.split('/')) {
    if (name === '') return "it holds '//' or ends with '/'";
    const problem = nameProblem(name, system);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nameProblem(name: string, system: NodeJS.Platform): string | undefined {
  if (name === '.' || name === '..') return `it holds '${name}' as a folder name`;
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `a part between two '/' is ${Buffer.byteLength(name)} bytes long, a file name may have ${MAX_NAME_BYTES}`;
  if (system !== 'win32') return undefined;
  if (WINDOWS_DEVICE.test(name)) return `Windows keeps the name '${name}' for a device`;
  return WINDOWS_REFUSES.test(name) ? `Windows allows no file name '${name}'` : undefined;
}

function shown(key: string): string {
  return JSON.stringify(key.length > 100 ? `${key.slice(0, 100)}…` : key);
}
