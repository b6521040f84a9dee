import { peerDependencies } from '../../package.json';

/** The oldest versions that users may have: of the CDK, and of constructs. */
export const FLOOR = peerDependencies['aws-cdk-lib'].replace('^', '');
export const CONSTRUCTS_FLOOR = peerDependencies.constructs.replace('^', '');
