import { describe, show } from '../exchange';
import { outcomeOf } from '../point';
import type { Point } from '../point';
import { headerText } from '../reply-judgement';

/** The first few say enough. */
const SHOWN = 5;

/** What holds for every reply of the run. */
export const REPLIES: readonly Point[] = [
  {
    id: 'reply.json',
    title: 'every reply is JSON and says so',
    check: async ({ exchanges }) => {
      const withBody = exchanges.filter(({ question, reply }) => question.method !== 'OPTIONS' || reply.text !== '');
      const wrong = withBody.filter(({ reply }) => reply.json === undefined || !/^application\/json\b/i.test(reply.headers['content-type'] ?? ''));
      return outcomeOf(wrong.slice(0, SHOWN).map(({ question, reply }) => ({
        what: describe(question), got: `${show(reply)}; ${headerText(reply, 'content-type')}`, expected: 'JSON; content-type: application/json',
      })), `${withBody.length} replies`);
    },
  },
  {
    id: 'reply.no-echo',
    title: 'no reply repeats what was sent',
    check: async ({ exchanges, options: { runId } }) => outcomeOf(exchanges.filter(({ reply }) => reply.text.includes(runId)).slice(0, SHOWN)
      .map(({ question, reply }) => ({ what: describe(question), got: show(reply), expected: 'nothing of the body' }))),
  },
  {
    id: 'cors.credentials',
    title: 'no reply lets a page send credentials',
    check: async ({ exchanges }) => outcomeOf(exchanges.filter(({ reply }) => reply.headers['access-control-allow-credentials'] !== undefined).slice(0, SHOWN)
      .map(({ question, reply }) => ({
        what: `${describe(question)}, the ${reply.status}`,
        got: headerText(reply, 'access-control-allow-credentials'),
        expected: 'no access-control-allow-credentials',
      }))),
  },
];
