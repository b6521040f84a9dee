import { editRequestTemplates, gatewayResponse, method, posts, replaced, resources, testMutations } from './mutation';

const WITHOUT_PROCESSOR = (template: any) => resources(template, 'AWS::KinesisFirehose::DeliveryStream').forEach(({ Properties }) => {
  Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration = { Enabled: false };
});
const BATCH_VALIDATED = ['text', 'parameters', 'untyped'].map((name) => `batch.${name}-validated`);
/** What Velocity makes of bodies that are JSON but no events. */
const NOT_VALIDATED = [
  'track.scalar', 'track.array', 'track.text-validated', 'track.parameters-validated', 'track.untyped-validated',
  ...['scalar', 'object', 'empty', 'no-body', 'over-limit', 'element'].map((name) => `batch.${name}`), ...BATCH_VALIDATED, 'refusal.fixed-text',
];

testMutations({
  'bodies are not validated': {
    edit: (template) => {
      resources(template, 'AWS::ApiGateway::RequestValidator')[0].Properties.ValidateRequestBody = false;
    },
    points: NOT_VALIDATED,
  },
  'the methods have no validator': {
    edit: (template) => posts(template).forEach((post) => delete post.RequestValidatorId),
    points: NOT_VALIDATED,
  },
  'a batch may have 1000 events': {
    edit: (template) => resources(template, 'AWS::ApiGateway::Model').filter(({ Properties }) => Properties.Schema.maxItems !== undefined)
      .forEach(({ Properties }) => Object.assign(Properties.Schema, { maxItems: 1000 })),
    points: ['batch.over-limit', ...BATCH_VALIDATED, 'refusal.fixed-text'],
  },
  'a batch may be empty': {
    edit: (template) => resources(template, 'AWS::ApiGateway::Model').forEach(({ Properties }) => delete Properties.Schema.minItems),
    points: ['batch.empty', ...BATCH_VALIDATED, 'refusal.fixed-text'],
  },
  'the elements of a batch may be anything': {
    edit: (template) => resources(template, 'AWS::ApiGateway::Model').forEach(({ Properties }) => delete Properties.Schema.items),
    points: ['batch.element', ...BATCH_VALIDATED],
  },
  'the reply repeats what the validator said': {
    edit: (template) => {
      gatewayResponse(template, 'BAD_REQUEST_BODY').ResponseTemplates['application/json'] = '{"message":"$context.error.validationErrorString"}';
    },
    // Its quotes make it no JSON.
    points: [
      ...['not-json', 'repaired', 'scalar', 'array'].map((name) => `track.${name}`), ...['text', 'parameters', 'untyped'].map((name) => `track.${name}-validated`),
      ...['not-json', 'repaired', 'scalar', 'object', 'empty', 'no-body', 'over-limit', 'element'].map((name) => `batch.${name}`), ...BATCH_VALIDATED,
      'refusal.fixed-text', 'reply.json',
    ],
  },
  'events have no line feed, and no processor adds one': {
    bucket: true,
    session: { waitSeconds: 3 },
    edit: (template) => {
      editRequestTemplates(template, '$lf"', '"');
      WITHOUT_PROCESSOR(template);
    },
    points: ['stored.once', 'stored.one-line', 'stored.never-a-row'],
  },
  'bodies are handed on as they are, and no processor mends them': {
    bucket: true,
    session: { waitSeconds: 3 },
    edit: (template) => {
      const { Integration } = method(template, 'POST', 'track');
      Integration.RequestTemplates = replaced(Integration.RequestTemplates, "$input.json('$')", '$input.body');
      WITHOUT_PROCESSOR(template);
    },
    points: ['stored.once', 'stored.one-line', 'stored.event-id', 'stored.received-at', 'stored.never-a-row'],
  },
  'bodies are not validated, and what gets through is a failed record': {
    bucket: true,
    edit: (template) => {
      resources(template, 'AWS::ApiGateway::RequestValidator')[0].Properties.ValidateRequestBody = false;
    },
    points: NOT_VALIDATED,
  },
  'bodies are not validated, and no processor fails them': {
    bucket: true,
    session: { waitSeconds: 3 },
    edit: (template) => {
      resources(template, 'AWS::ApiGateway::RequestValidator')[0].Properties.ValidateRequestBody = false;
      WITHOUT_PROCESSOR(template);
    },
    points: [...NOT_VALIDATED, 'stored.one-line', 'stored.event-id', 'stored.received-at', 'stored.never-a-row'],
  },
});
