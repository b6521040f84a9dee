import { Compile, parse } from 'velocityjs';
import type { Engine, Rendered, TemplateCall } from './engine';
import type { ApiRequest } from '../../../cli/api/api-request';
import { GatewayError } from '../../../cli/api/gateway-error';
import { JsonBody } from '../../../cli/api/json-body';
import { MappingTemplate } from '../../../cli/api/vtl';
import { templateVariables } from '../../../cli/api/vtl-variables';
import { requestWith } from '../../cli/api/requests';

/** The engine of the local run, called as its server does. */
export const LOCAL: Engine = {
  name: 'the local run',
  render: async (call) => rendered(call, (variables) => new MappingTemplate(call.template, 'test').render(variables)),
};

/** npm velocityjs as it comes, over the same variables. */
export const VELOCITYJS: Engine = {
  name: 'velocityjs as it comes',
  render: async (call) => rendered(call, (variables) => new Compile(parse(call.template)).render(variables)),
};

/** The request as the local run has it. */
export function localRequest({ body, headers = {}, context = {} }: Omit<TemplateCall, 'template'>): ApiRequest {
  const request = requestWith({
    text: body,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    parameters: { path: {}, querystring: {}, header: headers },
  });
  for (const [name, value] of Object.entries({ identity: {}, ...context })) Object.defineProperty(request.context, name, { value });
  return request;
}

function rendered(call: TemplateCall, render: (variables: Record<string, unknown>) => string): Rendered {
  const request = localRequest(call);
  try {
    const output = render(templateVariables(new JsonBody(call.body), request));
    const { status, header = {} } = request.context.overrides ?? {};
    return { output, headers: { ...header }, ...status === undefined ? {} : { status } };
  } catch (error) {
    return { headers: {}, error: error instanceof GatewayError && error.reason !== undefined ? error.reason : String(error) };
  }
}
