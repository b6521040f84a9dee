import type { Origins } from './scenario';
import type { ServerlessDataPipelineProps } from '../../src';

type Props = (origins: Origins) => ServerlessDataPipelineProps;

const ONE: Props = ({ shop }) => ({ allowedOrigins: [shop] });
const ANY: Props = () => ({ allowedOrigins: ['*'] });
const TWO: Props = ({ shop, blog }) => ({ allowedOrigins: [shop, blog] });

/** From where a page may read the replies. */
export const ALLOWED: readonly (readonly [string, Props, keyof Origins])[] = [
  ['one origin', ONE, 'shop'],
  ['any origin', ANY, 'shop'],
  ['two origins, from the first', TWO, 'shop'],
  ['two origins, from the second', TWO, 'blog'],
];

/** Those that leave somebody out. */
export const RESTRICTED: readonly (readonly [string, Props])[] = [
  ['one origin', ONE],
  ['two origins', TWO],
];
