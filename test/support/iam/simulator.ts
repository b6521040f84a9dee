import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { AttachedPolicy, PolicyDocument } from './policy-document';

export type Verdict = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

/** One action on one resource, with what the service says about the call. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** A request, who makes it, and every policy that has a say in it. */
export interface Question extends Request {
  readonly principal: string;
  /** Whose the resource is: the ARN of a bucket does not say it. */
  readonly accountId: string;
  readonly identityPolicies: readonly AttachedPolicy[];
  readonly resourcePolicy?: PolicyDocument;
}

/**
 * What IAM says.
 * @throws Error if the simulator does not know the action, its resource, a condition key or a policy: a slip of the pen must not pass for a denial
 */
export async function ask({ principal, action, resource, context, accountId, identityPolicies, resourcePolicy }: Question): Promise<Verdict> {
  const result = await runSimulation(withPlaceholder({
    request: { principal, action, resource: { resource, accountId }, contextVariables: { ...overTls(action), ...context } },
    identityPolicies: [...identityPolicies],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  }), {});
  if (result.resultType !== 'single') {
    throw new Error(`${action} on ${resource}: ${result.resultType === 'error' ? JSON.stringify(result.errors) : 'a resource with a wildcard'}`);
  }
  const { ignoredContextKeys = [] } = result.result;
  if (ignoredContextKeys.length > 0) {
    throw new Error(`${action} on ${resource}: the simulator does not take ${ignoredContextKeys.join(', ')} into account`);
  }
  return result.overallResult;
}

/**
 * The simulator knows the encryption context by the placeholder of IAM's own list only. The one of S3 is the only one here, so policies and request get the placeholder alike.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html#awskeymanagementservice-policy-keys
 */
function withPlaceholder<T>(simulation: T): T {
  return JSON.parse(JSON.stringify(simulation).replaceAll('"kms:EncryptionContext:aws:s3:arn"', '"kms:EncryptionContext:${EncryptionContextKey}"'));
}

/** Every call is made over TLS, unless its context says otherwise. */
function overTls(action: string): Record<string, string> {
  return { 'aws:SecureTransport': 'true', ...action.startsWith('s3:') ? { 's3:TlsVersion': '1.3' } : {} };
}

/** Whether IAM has such an action: one that it does not know allows nothing, and nobody says so. */
export async function isAction(action: string): Promise<boolean> {
  const result = await runSimulation({
    request: { principal: 'arn:aws:iam::111122223333:role/any', action, resource: { resource: '*', accountId: '111122223333' }, contextVariables: {} },
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  return result.resultType !== 'error';
}
