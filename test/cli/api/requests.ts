import type { ApiRequest } from '../../../cli/api/api-request';
import { JsonBody } from '../../../cli/api/json-body';
import { RequestFacts } from '../../../cli/api/request-facts';
import { RequestContext } from '../../../cli/api/vtl-context';

/** A request as it stands before a method gets it. */
export function requestWith(parts: Partial<ApiRequest> & { readonly text?: string } = {}): ApiRequest {
  const { text = '', ...rest } = parts;
  return {
    body: new JsonBody(text),
    contentType: 'application/json',
    headers: {},
    parameters: { path: {}, querystring: {}, header: {} },
    sent: { rawHeaders: [], query: '' },
    stageVariables: {},
    context: new RequestContext({
      accountId: '000000000000',
      apiId: 'abcdefghij',
      stage: 'dev',
      httpMethod: 'POST',
      path: '/dev/track',
      protocol: 'HTTP/1.1',
      domainName: '127.0.0.1',
      sourceIp: '203.0.113.7',
      userAgent: "it's a client",
    }),
    facts: new RequestFacts(() => 0),
    ...rest,
  };
}
