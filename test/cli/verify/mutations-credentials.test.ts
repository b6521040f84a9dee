import { API_KEY, IAM, TOKEN_AUTHORIZER } from './edges';
import { gatekeeper } from './gatekeeper';
import type { Asked, Refusal } from './gatekeeper';
import { gatewayResponse, method, posts, replaced, resources, testMutations, withoutHeader } from './mutation';

const UNAUTHORIZED: Refusal = {
  status: 401,
  headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' },
  body: '{"message":"Unauthorized"}',
  isLie: true,
};
const isStranger = ({ method: verb, path, rawHeaders }: Asked) => verb === 'POST' && /\/(track|batch)$/.test(path) && !rawHeaders.includes('open sesame');

testMutations({
  'a refusal that lets the event in': {
    edit: () => undefined,
    behind: gatekeeper((asked) => isStranger(asked) ? UNAUTHORIZED : undefined),
    bucket: true,
    session: { headers: { 'x-api-key': 'open sesame' } },
    points: ['stored.refused'],
  },
  'a path asks for no key': {
    ...API_KEY,
    edit: (template) => {
      method(template, 'POST', 'batch').ApiKeyRequired = false;
    },
    points: ['credentials.missing', 'credentials.wrong'],
  },
  'anyone may send events, though credentials are given': {
    ...IAM,
    edit: (template) => posts(template).forEach((post) => {
      post.AuthorizationType = 'NONE';
    }),
    points: ['credentials.missing', 'credentials.wrong'],
  },
  'an authorizer that lets any token in': {
    ...TOKEN_AUTHORIZER,
    bucket: true,
    edit: (template) => resources(template, 'AWS::Lambda::Function').filter(({ Properties }) => Properties.Code.ZipFile).forEach(({ Properties }) => {
      Properties.Code.ZipFile = replaced(Properties.Code.ZipFile, "event.authorizationToken === 'open'", 'true');
    }),
    points: ['credentials.wrong'],
  },
  'a preflight that asks for a key': {
    ...API_KEY,
    edit: (template) => {
      method(template, 'OPTIONS', 'track').ApiKeyRequired = true;
    },
    points: ['preflight.track', 'credentials.preflight'],
  },
  'a refusal that pages cannot read': {
    ...API_KEY,
    edit: (template) => withoutHeader(gatewayResponse(template, 'DEFAULT_4XX').ResponseParameters, 'access-control-allow-origin'),
    points: ['credentials.cors'],
  },
  'a refusal that is no JSON': {
    ...API_KEY,
    edit: (template) => {
      gatewayResponse(template, 'DEFAULT_4XX').ResponseTemplates = { 'text/html': '<html></html>' };
    },
    points: ['credentials.missing', 'credentials.wrong', 'reply.json'],
  },
  'a missing signature that gets 404': {
    ...IAM,
    edit: (template) => {
      const { RestApiId, ResponseParameters, ResponseTemplates } = gatewayResponse(template, 'DEFAULT_4XX');
      template.Resources.NoSuchRoute = {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: { RestApiId, ResponseParameters, ResponseTemplates, ResponseType: 'MISSING_AUTHENTICATION_TOKEN', StatusCode: '404' },
      };
    },
    points: ['credentials.missing', 'route.unknown'],
  },
});
