import webhooks from '@octokit/webhooks-examples/api.github.com/index.json';

/** Real events: deep, irregular, and of many shapes. */
export const webhookPayloads: object[] = (webhooks as { examples: object[] }[]).flatMap(({ examples }) => examples);
