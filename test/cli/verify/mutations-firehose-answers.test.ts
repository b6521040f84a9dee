import { method, posts, replaced, response, testMutations, withoutHeader } from './mutation';

const OVERLOADED = { streamQuotaMebibytes: 2, session: { overloadBatches: 20 } };

testMutations({
  'every answer of Firehose to one event is a success': {
    edit: (template) => {
      const { Integration } = method(template, 'POST', 'track');
      const { SelectionPattern: _pattern, ...success } = Integration.IntegrationResponses.find(({ StatusCode }: any) => StatusCode === '200');
      Integration.IntegrationResponses = [success];
    },
    points: ['firehose.refusal'],
  },
  'Firehose\'s 5xx is a success': {
    ...OVERLOADED,
    bucket: true,
    edit: (template) => {
      const post = method(template, 'POST', 'track');
      response(post, '200').SelectionPattern = '200|5\\d{2}';
      post.Integration.IntegrationResponses = post.Integration.IntegrationResponses.filter(({ StatusCode }: any) => StatusCode !== '503');
    },
    points: ['stored.once'],
  },
  'a record over the limit counts as our fault': {
    edit: (template) => posts(template).forEach((post) => {
      response(post, '500').ResponseTemplates = replaced(response(post, '500').ResponseTemplates, 'ValidationException', 'SomeException');
    }),
    points: ['firehose.refusal', 'firehose.record-refusal'],
  },
  'a batch that is taken in part gets 207': {
    ...OVERLOADED,
    edit: (template) => {
      const post = method(template, 'POST', 'batch');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, 'responseOverride.status = 503', 'responseOverride.status = 207');
    },
    points: ['overload.honest', 'overload.partial'],
  },
  'a batch that is taken in part gets 200': {
    ...OVERLOADED,
    edit: (template) => {
      const post = method(template, 'POST', 'batch');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, '#set($context.responseOverride.status = 503)', '');
    },
    points: ['overload.honest', 'overload.partial'],
  },
  'a batch that is taken in part does not say when to come back': {
    ...OVERLOADED,
    edit: (template) => {
      const post = method(template, 'POST', 'batch');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, "#set($context.responseOverride.header['Retry-After'] = '1')", '');
    },
    points: ['overload.honest', 'overload.partial'],
  },
  'the indexes of what was not taken count from 1': {
    ...OVERLOADED,
    edit: (template) => {
      const post = method(template, 'POST', 'batch');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, '$index = "$foreach.index"', '$index = "$foreach.count"');
    },
    points: ['overload.honest', 'overload.partial'],
  },
  'one event counts as two': {
    edit: (template) => {
      const post = method(template, 'POST', 'track');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, '{"accepted":1}', '{"accepted":2}');
    },
    points: ['json', 'json-parameters', 'untyped', 'text', 'text-parameters', 'multi-line', 'unicode', 'big-integers', 'without-id', 'without-origin', 'largest'].map((name) => `track.${name}`),
  },
  'a batch counts as one': {
    edit: (template) => {
      const post = method(template, 'POST', 'batch');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, '\n{"accepted":$accepted}', '\n{"accepted":1}');
    },
    points: ['json', 'json-parameters', 'untyped', 'text', 'text-parameters', 'multi-line', 'unicode', 'big-integers', 'without-id', 'limit'].map((name) => `batch.${name}`),
  },
  'what Firehose refuses has no CORS header': {
    edit: (template) => posts(template).forEach((post) => withoutHeader(response(post, '500').ResponseParameters, 'access-control-allow-origin')),
    points: ['cors.firehose'],
  },
});
