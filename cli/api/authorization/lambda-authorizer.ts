import type { Authorizer } from './access-check';
import { AnswerCache } from './answer-cache';
import { readAnswer } from './authorizer-answer';
import type { AuthorizerAnswer } from './authorizer-answer';
import { requestEvent, tokenEvent } from './authorizer-event';
import { identitySource } from './identity-source';
import type { IdentitySource } from './identity-source';
import { methodArn } from './method-arn';
import { evaluate } from './policy';
import { conditionValues } from './policy-conditions';
import { validationExpression } from './validation-expression';
import { Failure } from '../../failure';
import { InvocationError } from '../../invocation-error';
import { numberProperty } from '../../number-property';
import type { Functions } from '../../services';
import type { Deployment, Resource } from '../../template/deployment';
import type { ApiRequest } from '../api-request';
import { GatewayError } from '../gateway-error';
import { withinTime } from '../time-limit';

/** As long as an integration may take: a function may take longer than any request does. */
const MAX_MILLISECONDS = 29_000;
const DEFAULT_TTL_SECONDS = 300;

/** Asks a function of the template who a client is and what it may call. */
export class LambdaAuthorizer implements Authorizer {
  readonly authorizationType = 'CUSTOM';
  private readonly isToken: boolean;
  private readonly functionArn: string;
  private readonly identityOf: IdentitySource;
  private readonly validation: RegExp | undefined;
  private readonly answers: AnswerCache<AuthorizerAnswer>;
  private readonly takesApiKey: boolean;

  constructor(
    private readonly resource: Resource, restApi: Resource, private readonly region: string, private readonly functions: Functions,
    private readonly now: () => number,
  ) {
    const { logicalId, properties } = resource;
    const { Type: type, IdentitySource: source, IdentityValidationExpression: expression, AuthorizerResultTtlInSeconds: ttl } = properties;
    this.isToken = type === 'TOKEN';
    this.functionArn = invokedFunction(resource);
    const ttlSeconds = numberProperty(`the authorizer ${logicalId}`, 'AuthorizerResultTtlInSeconds', ttl, { min: 0, max: 3_600, absent: DEFAULT_TTL_SECONDS });
    if (!this.isToken && ttlSeconds > 0 && (source ?? '') === '') {
      throw new Failure(`${logicalId}: answers are kept for ${ttlSeconds} s but there is no IdentitySource to tell clients apart by; `
        + 'name one, or set AuthorizerResultTtlInSeconds to 0');
    }
    this.identityOf = identitySource(source ?? (this.isToken ? 'method.request.header.Authorization' : ''), logicalId);
    this.validation = this.isToken ? validationExpression(resource, expression) : undefined;
    this.answers = new AnswerCache(ttlSeconds, now);
    this.takesApiKey = restApi.properties.ApiKeySourceType === 'AUTHORIZER';
  }

  async check(request: ApiRequest, path: string): Promise<void> {
    const identity = this.identityOf(request);
    if (identity === undefined) throw new GatewayError('UNAUTHORIZED', { reason: 'nothing in the identity source of the authorizer' });
    if (this.validation?.test(identity[0]) === false) throw new GatewayError('UNAUTHORIZED', { reason: 'the token does not match IdentityValidationExpression' });
    const { context } = request;
    const arn = methodArn(request, path, this.region);
    // Each stage has a cache of its own. The policy is kept, not its decision: it holds for whichever method is called next.
    const key = JSON.stringify([context.stage, ...identity]);
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = await this.ask(request, path, arn, identity[0]);
      this.answers.set(key, answer);
    }
    switch (evaluate(answer.policy, arn, conditionValues(request, this.now()))) {
      case 'allowed': break;
      case 'denied': throw new GatewayError('ACCESS_DENIED', {
        message: 'User is not authorized to access this resource with an explicit deny', reason: `the policy of the authorizer ${this.resource.logicalId} denies it`,
      });
      case 'not allowed': throw new GatewayError('ACCESS_DENIED', { reason: `the policy of the authorizer ${this.resource.logicalId} does not allow it` });
    }
    context.authorizer = { ...answer.context, principalId: answer.principalId };
    if (this.takesApiKey) context.identity.apiKey = answer.usageIdentifierKey;
  }

  private async ask(request: ApiRequest, path: string, arn: string, token: string): Promise<AuthorizerAnswer> {
    const event = this.isToken ? tokenEvent(token, arn) : requestEvent(request, path, arn);
    let text: string;
    try {
      const answer = this.functions.invoke(this.functionArn, JSON.stringify(event));
      text = await withinTime(answer, MAX_MILLISECONDS, () => new Error(`no answer within ${MAX_MILLISECONDS / 1000} seconds`));
    } catch (error) {
      // The one error that is an answer.
      if (error instanceof InvocationError && error.thrownMessage === 'Unauthorized') {
        throw new GatewayError('UNAUTHORIZED', { reason: `the authorizer ${this.resource.logicalId} says Unauthorized` });
      }
      throw new GatewayError('AUTHORIZER_FAILURE', { reason: `the authorizer ${this.resource.logicalId} failed: ${(error as Error).message}` });
    }
    try {
      return readAnswer(text);
    } catch (error) {
      throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', { reason: `the authorizer ${this.resource.logicalId} gave no usable answer: ${(error as Error).message}` });
    }
  }
}

/** The functions that authorizers of the template call. */
export function authorizerFunctions(deployment: Deployment): readonly string[] {
  return deployment.resources('AWS::ApiGateway::Authorizer').filter(({ properties }) => properties.Type !== 'COGNITO_USER_POOLS').map(invokedFunction);
}

/** Reads `arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function>/invocations`. */
function invokedFunction({ logicalId, properties }: Resource): string {
  const [, functionArn] = /:lambda:path\/[^/]+\/functions\/([^/]+)\/invocations$/.exec(String(properties.AuthorizerUri)) ?? [];
  if (functionArn === undefined) {
    throw new Failure(`${logicalId}: AuthorizerUri is ${String(properties.AuthorizerUri)}, allowed is `
      + 'arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations');
  }
  return functionArn;
}
