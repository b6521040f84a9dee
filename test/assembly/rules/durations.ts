import { props, written } from './public-api';
import type { Rule } from './rule';

const SPAN = /(?:duration|period|timeout|ttl|interval|expiry|(?:milli)?seconds?|minutes|hours|days)$/i;

/** Seconds as a number are taken for minutes by someone. awslint has this rule for version 1 of the CDK only. */
export const durations: Rule = (assembly) => props(assembly)
  .filter(({ property }) => SPAN.test(property.name) && written(property.type) === 'number')
  .map(({ where }) => ({ where, what: 'is a span of time as a number', fix: 'take a Duration, and leave the unit out of the name' }));
