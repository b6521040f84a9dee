import { ROUTES } from '../../pipeline-url';
import type { ContextField } from '../context-field';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Outcome, Point, Problem } from '../point';
import { acceptedBy, judge, refusedBody } from '../reply-judgement';
import type { Session } from '../session';

/** What might break out of a text in JSON or in Velocity, or be taken for a part of it. */
const HOSTILE = '"it\'s" \'\' \\ \\" \\\' \\u0022 \\n $foo ${bar} $context.apiId $util.base64Encode("x") #set($x = 1) #foreach #end ## #[[ "}, {" ","event_id":"x';
const FORGED = ['"mine"', 'null', '{}'];

function point(name: string, title: string, look: (session: Session, id: string) => Promise<Outcome>): Point {
  const id = `context.${name}`;
  return {
    id,
    title,
    check: async (session) => session.options.context.length === 0 ? notTried('give what events carry about their request with --context') : look(session, id),
  };
}

/** Events that bring a field of the API, alone and as one of a batch. @param spell how its name is written in JSON */
const refusesFields = (spell: (field: string) => string) => async (session: Session): Promise<Outcome> => {
  const bodies = session.options.context.flatMap(({ field }) => FORGED.flatMap((value) => ROUTES.map((route) => ({ field, value, route }))));
  const problems = await inParallel(bodies, 2, async ({ field, value, route }) => {
    const mark = session.events.mark();
    const member = `"${spell(field)}":${value}`;
    const event = `{"a":"${mark}",${member}}`;
    const form = `an event that brings ${member}`;
    return judge(await session.askNoEvent(route, form, mark, route === 'track' ? event : `[{"a":"${mark}"},${event}]`, 'application/json'), refusedBody(session.contract), form);
  });
  return outcomeOf(problems.flat());
};

/** Events whose headers hold text of any kind, which `stored.context-headers` looks for. @param spell how clients write the name of a header */
const takesHeaders = (spell: (header: string) => string) => async (session: Session, id: string): Promise<Outcome> => {
  const fields = session.options.context.filter(hasHeader);
  if (fields.length === 0) {
    return notTried('give the header of a field with --context <field>=<Header>');
  }
  const texts = Object.fromEntries(fields.map(({ field }) => [field, `${field} ${HOSTILE}`]));
  const headers = Object.fromEntries(fields.map(({ field, header }) => [spell(header), texts[field]]));
  const problems = await inParallel(ROUTES, 1, async (route): Promise<Problem[]> => {
    const make = () => {
      const events = session.events.events(id, route === 'track' ? 1 : 2);
      events.forEach(({ n }) => session.headerTexts.set(n, texts));
      return events;
    };
    return judge(await session.deliver(route, make, { headers }), acceptedBy(route, session.contract, route === 'track' ? 1 : 2), 'with quotes, backslashes and Velocity in its headers');
  });
  return outcomeOf(problems.flat());
};

function hasHeader(field: ContextField): field is Required<ContextField> {
  return field.header !== undefined;
}

/** The same name to any parser of JSON. */
function escaped(field: string): string {
  return [...field].map((character, index) => index % 2 === 0 ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character).join('');
}

/** What the API writes in front of events, nobody else may, and whatever is in it stays a text. */
export const CONTEXT: readonly Point[] = [
  point('reserved', 'an event, or a batch with one event, that brings a field of the API gets 400 with the hint', refusesFields((field) => field)),
  point('reserved-escaped', 'the same if the name of the field is written with escapes', refusesFields(escaped)),
  point('headers', 'events are taken whatever stands in the headers that they carry', takesHeaders((header) => header)),
  point('header-case', 'the same if the names of headers come in lower case, as HTTP/2 clients send them', takesHeaders((header) => header.toLowerCase())),
];
