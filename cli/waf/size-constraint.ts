import { Failure } from '../failure';
import type { FirewallRequest } from '../services';

const COMPARISONS: Readonly<Record<string, (size: number, than: number) => boolean>> = {
  EQ: (size, than) => size === than,
  NE: (size, than) => size !== than,
  LE: (size, than) => size <= than,
  LT: (size, than) => size < than,
  GE: (size, than) => size >= than,
  GT: (size, than) => size > than,
};

/** What becomes of a body that is larger than what is looked at; undefined: the part that is looked at counts. */
const OVERSIZE: Readonly<Record<string, boolean | undefined>> = { CONTINUE: undefined, MATCH: true, NO_MATCH: false };

/**
 * A SizeConstraintStatement on the body of a request.
 * @param inspectionLimit how many bytes of a body are looked at
 * @throws Failure for one that is not followed
 */
export function sizeConstraint(statement: Record<string, any>, inspectionLimit: number): (request: FirewallRequest) => boolean {
  const { FieldToMatch: field = {}, ComparisonOperator: operator, Size: than, TextTransformations: transformations = [] } = statement;
  const [part = 'nothing'] = Object.keys(field);
  if (part !== 'Body') throw new Failure(`SizeConstraintStatement on ${part}`);
  const changing = (transformations as any[]).find(({ Type: type }) => type !== 'NONE');
  if (changing !== undefined) throw new Failure(`SizeConstraintStatement with the text transformation ${changing.Type}`);
  const { OversizeHandling: oversize = 'CONTINUE' } = field.Body;
  if (!Object.hasOwn(COMPARISONS, operator) || !Object.hasOwn(OVERSIZE, oversize)) {
    throw new Failure(`SizeConstraintStatement with ${operator} and ${oversize}`);
  }
  const compare = COMPARISONS[operator];
  return ({ bodySize }) => {
    const verdict = bodySize > inspectionLimit ? OVERSIZE[oversize] : undefined;
    return verdict ?? compare(Math.min(bodySize, inspectionLimit), Number(than));
  };
}
