import { isIP } from 'net';
import { InvalidArgumentError } from 'commander';

export function positiveInteger(text: string): number {
  return wholeNumber(text, 1, Number.MAX_SAFE_INTEGER);
}

export function port(text: string): number {
  return wholeNumber(text, 0, 65_535);
}

/** An address of this machine, or a name for one. */
export function host(text: string): string {
  const name = text.replace(/^\[(.*)\]$/, '$1');
  // A name that ends with a number is an address that is not well formed.
  const isName = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(name) && !/(?:^|\.)\d+$/.test(name);
  if ((isIP(name) === 0 || name.includes('%')) && !isName) {
    throw new InvalidArgumentError('Allowed is an address of this machine, such as 127.0.0.1, ::1, or 0.0.0.0 for all of them.');
  }
  return name;
}

export function seconds(text: string): number {
  return wholeNumber(text, 0, 900);
}

/** Batches of 4 MB. */
export function batches(text: string): number {
  return wholeNumber(text, 1, 200);
}

/** WAF looks at no more of a body. */
export function kibibytesOfBody(text: string): number {
  return wholeNumber(text, 1, 64);
}

/** As it stands in host names. */
export function awsRegion(text: string): string {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) {
    throw new InvalidArgumentError('Allowed is the region of the API, such as eu-west-1.');
  }
  return text;
}

/** It stands in JSON and in SQL. */
export function runId(text: string): string {
  if (!/^[A-Za-z0-9-]{4,40}$/.test(text)) {
    throw new InvalidArgumentError('Allowed are 4 to 40 of A-Z a-z 0-9 -');
  }
  return text;
}

/** The throughput quota of a stream. */
export function mebibytesPerSecond(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value < 0.01 || value > 1000) {
    throw new InvalidArgumentError('Allowed are numbers from 0.01 to 1000, in MiB a second.');
  }
  return value;
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new InvalidArgumentError(`Allowed are whole numbers from ${min} to ${max}.`);
  }
  return value;
}
