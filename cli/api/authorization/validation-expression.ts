import { Failure } from '../../failure';
import type { Resource } from '../../template/deployment';

/** The `IdentityValidationExpression` of an authorizer; the whole of a token must match it. */
export function validationExpression({ logicalId }: Resource, expression: unknown): RegExp | undefined {
  if (expression === undefined || expression === '') return undefined;
  try {
    return new RegExp(`^(?:${String(expression)})$`);
  } catch (error) {
    throw new Failure(`${logicalId}: IdentityValidationExpression is no regular expression: ${(error as Error).message}`);
  }
}
