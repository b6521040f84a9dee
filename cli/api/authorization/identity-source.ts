import { Failure } from '../../failure';
import type { ApiRequest } from '../api-request';
import { mappingExpression } from '../mapping-expression';

/** What an authorizer knows a client by: one value for each of its expressions; undefined if one of them is missing or empty. */
export type IdentitySource = (request: ApiRequest) => readonly string[] | undefined;

const ALLOWED = /^(?:method\.request\.(?:header|querystring)|stageVariables|context)\../;

/**
 * Reads expressions such as `method.request.header.Authorization`, divided by commas.
 * @param place the authorizer, for messages
 */
export function identitySource(text: string, place: string): IdentitySource {
  const expressions = text.split(',').map(part => part.trim()).filter(part => part !== '').map(part => {
    const expression = ALLOWED.test(part) ? mappingExpression(part) : undefined;
    if (expression === undefined) {
      throw new Failure(`${place}: IdentitySource is ${text}, allowed are method.request.header.<name>, method.request.querystring.<name>, `
        + 'stageVariables.<name> and context.<name>, divided by commas');
    }
    return expression;
  });
  return request => {
    const values = expressions.map(expression => expression({ request }) ?? '');
    return values.includes('') ? undefined : values;
  };
}
