import { CONTEXT } from './edges';
import { gatekeeper } from './gatekeeper';
import type { Asked, Refusal } from './gatekeeper';
import { editRequestTemplates, resources, testMutations } from './mutation';
import { PER_EVENT } from '../../../cli/verify/batch-contract';

const IN_BUCKET = { ...CONTEXT, bucket: true };
const { hint: HINT } = PER_EVENT;
const BAD: Refusal = {
  status: 400,
  headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' },
  body: `{"message":"the body is not what this path takes","hint":"${HINT}"}`,
};

/** Whoever brings a field of the API is let through. */
function withoutReserved(template: any): void {
  for (const { Properties: { Schema: schema } } of resources(template, 'AWS::ApiGateway::Model')) {
    expect((schema.items ?? schema).not).toBeDefined();
    delete (schema.items ?? schema).not;
  }
}

/** Whether an event has such a member, however its name is written. */
function isForged(body: Buffer): boolean {
  const text = body.length < 1_000 ? body.toString() : '';
  return /"(source_ip|user_agent|request_id|x_client_version)"/.test(text.replace(/\\u([0-9a-f]{4})/g, (_all, code) => String.fromCharCode(parseInt(code, 16))));
}

/** The name of the header that holds Velocity. */
const hostileHeader = ({ rawHeaders }: Asked) => rawHeaders.find((_name, index) => index % 2 === 0 && /^x_client_version .*#set\(/.test(rawHeaders[index + 1]));

testMutations({
  'an event may bring a field of the API': {
    ...IN_BUCKET,
    edit: withoutReserved,
    points: ['context.reserved', 'context.reserved-escaped'],
  },
  'an event may bring a field of the API if its name is escaped': {
    ...CONTEXT,
    edit: withoutReserved,
    behind: gatekeeper(({ body }) => /"(source_ip|user_agent|request_id|x_client_version)"/.test(body.toString('latin1', 0, 1_000)) ? BAD : undefined),
    points: ['context.reserved-escaped'],
  },
  'an event that brings a field of the API is refused and stored': {
    ...IN_BUCKET,
    edit: withoutReserved,
    behind: gatekeeper(({ body }) => isForged(body) ? { ...BAD, isLie: true } : undefined),
    points: ['stored.refused'],
  },
  'an event of a batch may bring a field of the API': {
    ...CONTEXT,
    edit: (template) => {
      const batch = resources(template, 'AWS::ApiGateway::Model').find(({ Properties }) => Properties.Schema.items !== undefined)!;
      delete batch.Properties.Schema.items.not;
    },
    points: ['context.reserved', 'context.reserved-escaped'],
  },
  'a header that looks odd is refused': {
    ...CONTEXT,
    edit: () => undefined,
    behind: gatekeeper((asked) => hostileHeader(asked) === undefined ? undefined : { ...BAD, status: 403 }),
    points: ['context.headers', 'context.header-case'],
  },
  'a header in lower case is refused': {
    ...CONTEXT,
    edit: () => undefined,
    behind: gatekeeper((asked) => hostileHeader(asked) === 'x-client-version' ? { ...BAD, status: 403 } : undefined),
    points: ['context.header-case'],
  },
  'only a part of a header is kept': {
    ...IN_BUCKET,
    edit: (template) => editRequestTemplates(template, '#set($text = "$text$escaped")', '#set($text = "$escaped")'),
    points: ['stored.context-headers'],
  },
  'a header in lower case is not found': {
    ...IN_BUCKET,
    edit: (template) => editRequestTemplates(template, '#if($spelling == \'x-client-version\')', '#if($key == "X-Client-Version")'),
    points: ['stored.context-headers'],
  },
  'fields are mixed up': {
    ...IN_BUCKET,
    edit: (template) => editRequestTemplates(template, '$!context.identity.userAgent', "$!input.params().header.get('X-Client-Version')"),
    points: ['stored.context-headers'],
  },
  'a header is not escaped': {
    ...IN_BUCKET,
    session: { ...CONTEXT.session, waitSeconds: 3 },
    edit: (template) => editRequestTemplates(template, '$util.escapeJavaScript("x$piece")', '"x$piece"'),
    points: ['stored.once'],
  },
  'a field has another name': {
    ...IN_BUCKET,
    edit: (template) => editRequestTemplates(template, '${q}request_id${q}', '${q}req_id${q}'),
    points: ['stored.context', 'stored.context-headers'],
  },
  'fields are numbers': {
    ...IN_BUCKET,
    edit: (template) => editRequestTemplates(template, '$fields$name$q$text$q', '$fields${name}1'),
    points: ['stored.context', 'stored.context-headers'],
  },
});
