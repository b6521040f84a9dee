import type { ApiReply, ApiRequest } from './api-request';
import { Integration } from './integration';
import type { Services } from './integration';
import { IntegrationResponses } from './integration-response';
import { serviceReason } from './service-reason';
import { requestChecks } from './validator';
import type { Models, RequestCheck } from './validator';
import type { Deployment, Resource } from '../template/deployment';

/** A method of the API, prepared to answer requests: templates parsed, models compiled. */
export class Method {
  private readonly integration: Integration;
  private readonly responses: IntegrationResponses;
  private readonly checks: readonly RequestCheck[];

  constructor(readonly resource: Resource, readonly resourcePath: string, deployment: Deployment, models: Models, services: Services) {
    const { RequestValidatorId: validatorId, MethodResponses: methodResponses = [], Integration: integration = {} } = resource.properties;
    this.integration = new Integration(resource, services);
    this.responses = new IntegrationResponses(integration.IntegrationResponses ?? [], methodResponses, resource.logicalId);
    const validator = deployment.resources('AWS::ApiGateway::RequestValidator').find(({ ref }) => ref === validatorId);
    this.checks = requestChecks(resource, validator, models);
  }

  async reply(request: ApiRequest): Promise<ApiReply> {
    const template = this.integration.templateFor(request);
    for (const check of this.checks) check(request);
    const { status, body } = await request.facts.ofIntegration(async () => this.integration.call(request, template));
    const reply = this.responses.reply(status, body, request);
    return reply.status < 400 ? reply : { ...reply, reason: serviceReason(status, body) };
  }
}
