import type { RouteName } from '../pipeline-url';
import { PACKED, PER_EVENT } from './batch-contract';
import type { BatchContract } from './batch-contract';

/** A kind of body that is no event, with texts of it. Each holds the mark, so that it is found where it must not be. */
export interface NoEventKind {
  /** The last part of the point's id. */
  readonly name: string;
  readonly title: string;
  readonly texts: (mark: string, contract: BatchContract) => readonly string[];
}

const NOT_JSON: NoEventKind = {
  name: 'not-json',
  title: 'a body that is not JSON',
  texts: (mark) => [`hello ${mark}`, `<event>${mark}</event>`, `name=${mark}`],
};
const SCALAR: NoEventKind = { name: 'scalar', title: 'a text, a number, true or null', texts: (mark) => [`"${mark}"`, '12', 'true', 'null'] };

/** By route. What API Gateway's own parser mends in silence, by all that is known of it, is a kind of its own. */
export const NO_EVENTS: Readonly<Record<RouteName, readonly NoEventKind[]>> = {
  track: [
    NOT_JSON,
    {
      name: 'repaired',
      title: 'broken JSON that a lenient parser would mend',
      texts: (mark) => [
        `{a:"${mark}"}`, `{"a":"${mark}",}`, `{'a':'${mark}'}`, `{"a":"${mark}","b":007}`, `{"a":"${mark}"}{"b":2}`, `{"a":"${mark}"} and more`, `{"a":"${mark}"`,
      ],
    },
    SCALAR,
    { name: 'array', title: 'an array', texts: (mark) => [`[{"a":"${mark}"}]`, '[]'] },
  ],
  batch: [
    NOT_JSON,
    {
      name: 'repaired',
      title: 'broken JSON that a lenient parser would mend',
      texts: (mark) => [`[{a:"${mark}"}]`, `[{"a":"${mark}"},]`, `[{"a":"${mark}"}{"b":2}]`, `[{"a":"${mark}"}`],
    },
    SCALAR,
    { name: 'object', title: 'an object', texts: (mark) => [`{"a":"${mark}"}`, '{}'] },
    { name: 'empty', title: 'an empty array', texts: () => ['[]'] },
    { name: 'no-body', title: 'no body at all', texts: () => [''] },
    {
      name: 'over-limit',
      title: `one object too many, ${PER_EVENT.maxEvents + 1} or packed ${PACKED.maxEvents + 1}`,
      texts: (mark, { maxEvents }) => [JSON.stringify(Array(maxEvents + 1).fill({ a: mark }))],
    },
    {
      name: 'element',
      title: 'an array in which one element is no object',
      texts: (mark) => [`["${mark}"]`, `[{"a":"${mark}"},[]]`, `[{"a":"${mark}"},null]`, `[7,{"a":"${mark}"}]`],
    },
  ],
};
