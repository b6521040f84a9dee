import type { ApiRequest } from './api-request';
import type { JsonBody } from './json-body';
import type { TemplateVariables } from './vtl';
import { VtlInput } from './vtl-input';
import { VtlUtil } from './vtl-util';

const util = new VtlUtil();

/** @param body what `$input` reads: of the request or of the integration; the parameters are the request's in both */
export function templateVariables(body: JsonBody, request: ApiRequest): TemplateVariables {
  return {
    input: new VtlInput(body, request.parameters),
    util,
    context: request.context,
    stageVariables: request.stageVariables,
  };
}
