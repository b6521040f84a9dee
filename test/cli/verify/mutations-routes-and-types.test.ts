import { gatewayResponse, posts, testMutations } from './mutation';

testMutations({
  'an unmapped content type is handed on': {
    edit: (template) => posts(template).forEach(({ Integration }) => {
      Integration.PassthroughBehavior = 'WHEN_NO_MATCH';
    }),
    points: ['type.other', 'type.passthrough'],
  },
  'text/plain has no model': {
    edit: (template) => posts(template).forEach((post) => delete post.RequestModels['text/plain']),
    points: ['track.text-validated', 'track.parameters-validated', 'batch.text-validated', 'batch.parameters-validated', 'refusal.fixed-text'],
  },
  'text/plain has no template': {
    edit: (template) => posts(template).forEach(({ Integration }) => delete Integration.RequestTemplates['text/plain']),
    points: ['track.text', 'track.text-parameters', 'batch.text', 'batch.text-parameters', 'track.text-validated', 'track.parameters-validated', 'batch.text-validated', 'batch.parameters-validated'],
  },
  'a refusal says more than its message': {
    edit: (template) => {
      gatewayResponse(template, 'UNSUPPORTED_MEDIA_TYPE').ResponseTemplates['application/json'] = '{"message":"no","type":"$method.request.header.Content-Type"}';
    },
    points: ['type.other', 'type.passthrough'],
  },
  'an error is said to be HTML': {
    edit: (template) => {
      const properties = gatewayResponse(template, 'UNSUPPORTED_MEDIA_TYPE');
      properties.ResponseTemplates = { 'text/html': properties.ResponseTemplates['application/json'] };
    },
    points: ['reply.json'],
  },
  'an unknown route is left to API Gateway': {
    edit: (template) => Object.entries<any>(template.Resources)
      .filter(([, { Properties }]) => Properties?.ResponseType === 'MISSING_AUTHENTICATION_TOKEN').forEach(([id]) => delete template.Resources[id]),
    points: ['route.unknown'],
  },
});
