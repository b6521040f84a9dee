import Ajv from 'ajv-draft-04';
import type { ErrorObject, ValidateFunction } from 'ajv-draft-04';
import { Failure } from '../failure';
import type { ApiRequest } from './api-request';
import { mediaType } from './api-request';
import { modelReason, notJsonReason } from './body-reason';
import { GatewayError } from './gateway-error';
import { mappingExpression } from './mapping-expression';
import type { Resource } from '../template/deployment';

/** Models every API has without declaring them. */
const BUILT_IN_MODELS = ['Empty', 'Error'];

/** The models of an API as draft-04 schemas; they refer to each other by the service's URLs. */
export class Models {
  // Ends at the first error: a large body in which every element is wrong would else become millions of them.
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, logger: false, verbose: true });

  constructor(private readonly restApiId: string, models: readonly Resource[]) {
    for (const model of BUILT_IN_MODELS) this.ajv.addSchema({}, this.url(model));
    for (const { logicalId, ref, properties: { Schema: schema = {} } } of models) {
      if (BUILT_IN_MODELS.includes(ref)) this.ajv.removeSchema(this.url(ref));
      try {
        this.ajv.addSchema(typeof schema === 'string' ? JSON.parse(schema) : schema, this.url(ref));
      } catch (error) {
        throw new Failure(`the Schema of ${logicalId} is not a JSON Schema of draft 4: ${(error as Error).message}`);
      }
    }
  }

  /** @param place the method that uses the model, for messages */
  validate(name: string, place: string): ValidateFunction {
    let validate: ValidateFunction | undefined;
    try {
      validate = this.ajv.getSchema(this.url(name));
    } catch (error) {
      throw new Failure(`${place} uses model ${name}, which cannot be used: ${(error as Error).message}`);
    }
    if (validate === undefined) throw new Failure(`${place} uses model ${name}, which the template does not have: add an AWS::ApiGateway::Model of that name`);
    return validate;
  }

  private url(name: string): string {
    return `https://apigateway.amazonaws.com/restapis/${this.restApiId}/models/${name}`;
  }
}

/** Checks a request before its integration is called; throws the GatewayError that ends it. */
export type RequestCheck = (request: ApiRequest) => void;

/** The checks that a method's validator asks for. */
export function requestChecks(method: Resource, validator: Resource | undefined, models: Models): RequestCheck[] {
  const checks: RequestCheck[] = [];
  const { RequestParameters: parameters = {}, RequestModels: requestModels = {} } = method.properties;
  if (isOn(validator?.properties.ValidateRequestParameters)) checks.push(parametersCheck(parameters));
  if (isOn(validator?.properties.ValidateRequestBody)) {
    const byType = new Map(Object.entries<string>(requestModels).map(([type, model]) => [mediaType(type), models.validate(model, method.logicalId)]));
    checks.push(request => checkBody(request, byType.get(request.contentType)));
  }
  return checks;
}

function parametersCheck(parameters: Record<string, unknown>): RequestCheck {
  const required = Object.keys(parameters)
    .filter(name => isOn(parameters[name]))
    .map(name => ({ name: name.split('.').slice(3).join('.'), expression: mappingExpression(name) }));
  return request => {
    const missing = required.filter(({ expression }) => (expression?.({ request }) ?? '') === '').map(({ name }) => name);
    if (missing.length > 0) {
      throw new GatewayError('BAD_REQUEST_PARAMETERS', { message: `Missing required request parameters: [${missing.join(', ')}]` });
    }
  };
}

/** A content type without a model is not checked: what happens to it is up to the templates. */
function checkBody({ body }: ApiRequest, validate: ValidateFunction | undefined): void {
  if (validate === undefined) return;
  let value: unknown;
  try {
    value = body.value;
  } catch (error) {
    throw new GatewayError('BAD_REQUEST_BODY', { validationError: `[${(error as Error).message}]`, reason: notJsonReason(body.text, error as Error) });
  }
  if (validate(value)) return;
  const [first] = validate.errors ?? [];
  throw new GatewayError('BAD_REQUEST_BODY', { validationError: `[${describe(first)}]`, reason: modelReason(first) });
}

/** In the words of the service's own validator where they are known. */
function describe({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'type': return `instance type does not match any allowed primitive type (allowed: ${JSON.stringify([params.type].flat())})`;
    case 'required': return `object has missing required properties (${JSON.stringify([params.missingProperty])})`;
    case 'additionalProperties': return `object instance has properties which are not allowed by the schema: ${JSON.stringify([params.additionalProperty])}`;
    case 'maxItems': return `array is too long: must have at most ${params.limit} elements`;
    case 'minItems': return `array is too short: must have at least ${params.limit} elements`;
    default: return message ?? keyword;
  }
}

/** CloudFormation takes booleans as texts too. */
function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}
