import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import type { RequestContext } from './request-context';
import type { TrackAuthorizationConfig } from './track-authorization';
import { invalid } from '../private/validate';

const WHAT = 'authorization';
// https://www.rfc-editor.org/rfc/rfc9110#name-tokens, without what would end a value in a template.
const HEADER = /^[A-Za-z0-9!#$%&*+.^_`|~-]+$/;

/**
 * What an authorization of anyone bound to can be asked for.
 *
 * @throws Error if methods would be open, or could not be deployed, or if credentials would be stored with each event
 */
export function requireSoundResult(scope: IConstruct, config: TrackAuthorizationConfig, context: readonly RequestContext[]): void {
  const types: string[] = Object.values(AuthorizationType);
  const refuse = (got: string, allowed: string, fix: string) => invalid(scope, { what: WHAT, got, allowed, fix });
  const type: string | undefined = config?.authorizationType;
  if (type === undefined || !types.includes(type)) {
    throw refuse(`one that binds to ${type === undefined ? 'no authorizationType' : `the authorizationType '${type}'`}`, types.join(', '),
      'return one of them from its bind(), or choose one of TrackAuthorization');
  }
  const needsAuthorizer: string[] = [AuthorizationType.CUSTOM, AuthorizationType.COGNITO];
  if (needsAuthorizer.includes(type) && !config.authorizer) {
    throw refuse(`one that binds to ${type} without an authorizer`, `${type} with the authorizer that decides`, 'return authorizer from its bind() too');
  }
  const wrong = config.credentialHeaders?.find((header) => !HEADER.test(header));
  if (wrong !== undefined) {
    throw refuse(`one with the credential header '${wrong}'`, 'names of headers', 'return from its bind() what a client writes in front of the colon');
  }
  const credentials = (config.credentialHeaders ?? []).map((header) => header.toLowerCase());
  const index = context.findIndex(({ _details: { header } }) => header !== undefined && credentials.includes(header.toLowerCase()));
  if (index >= 0) {
    throw invalid(scope, {
      what: `http.context[${index}]`,
      got: `the header ${context[index]._details.header}, which lets someone in`,
      allowed: 'a header that lets nobody in',
      fix: 'leave it out: it would be stored with each event, for all who may read them',
    });
  }
}
