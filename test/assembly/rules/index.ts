import { allowedText } from './allowed-text';
import { constructorsSayWhatTheyThrow, constructSignature } from './constructors';
import { constructsNotNames } from './constructs-not-names';
import { defaults, documented } from './documented';
import { durations } from './durations';
import { grantsAndMetrics } from './grants-and-metrics';
import { limits } from './limits';
import { listedExports } from './listed-exports';
import { noGeneratedTypes } from './no-generated-types';
import { noKeywords } from './no-keywords';
import { nothingPrivate } from './nothing-private';
import { oneType } from './one-type';
import { oneStability, stableCdk } from './stability';
import { valuesAndBehaviours } from './values-and-behaviours';
import { compiledCdk } from '../compiled-library';
import { EXPORTED_NAMES } from '../exported-names';

const cdk = compiledCdk();

/** Each rule, by what it asks for. */
export const RULES = {
  'one type for each value': oneType,
  'constructs, not their names': constructsNotNames(cdk),
  'no L1 in props and parameters': noGeneratedTypes,
  'grants and metrics as in the CDK': grantsAndMetrics,
  'exports that are listed': listedExports(EXPORTED_NAMES),
  'no keyword of any language': noKeywords,
  'documentation of each element': documented,
  'a default of each optional prop': defaults,
  'unit and limits of each number': limits,
  'allowed texts of each text': allowedText,
  'scope, id and props of each construct': constructSignature,
  'what each constructor throws': constructorsSayWhatTheyThrow,
  'values without methods, nothing to set': valuesAndBehaviours,
  'spans of time as Duration': durations,
  'nothing private': nothingPrivate,
  'one stability': oneStability,
  'stable types of the CDK': stableCdk(cdk),
};

export type RuleName = keyof typeof RULES;
