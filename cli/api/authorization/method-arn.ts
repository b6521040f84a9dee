import { partitionOf } from '../../template/environment';
import type { ApiRequest } from '../api-request';

/**
 * What policies name a request by: `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`.
 * @param path below the stage, as the client sent it
 */
export function methodArn({ context }: ApiRequest, path: string, region: string): string {
  const resource = `${context.apiId}/${context.stage}/${context.httpMethod}${path === '' ? '/' : path}`;
  return `arn:${partitionOf(region)}:execute-api:${region}:${context.accountId}:${resource}`;
}
