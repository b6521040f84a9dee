import type { AuthorizationKind } from './authorization-kind';

/**
 * Something that API Gateway knows about a request and that each of its events then carries as a field of its own, a text or null. The choices are the
 * static members; the name of the field can be chosen with each.
 *
 * The name of a field is 1 to 64 of `a-z 0-9 _` and begins with no digit; that of a header 1 to 128 of `A-Z a-z 0-9 . _ -`, of a claim or a key also `:`.
 *
 * An address and a user agent are personal data in many countries: keep what you need, and say so to those it is about.
 */
export class RequestContext {
  /** The address of the caller, or of the last proxy before API Gateway. Field `source_ip`. */
  static sourceIp(fieldName: string = 'source_ip'): RequestContext {
    return new RequestContext(fieldName, '$!context.identity.sourceIp');
  }

  /** The `User-Agent` header. Whoever calls can write anything into it. Field `user_agent`. */
  static userAgent(fieldName: string = 'user_agent'): RequestContext {
    return new RequestContext(fieldName, '$!context.identity.userAgent');
  }

  /** The id that the reply carries in `x-amzn-RequestId` and the access log too; the same for all events of a batch. Field `request_id`. */
  static requestId(fieldName: string = 'request_id'): RequestContext {
    return new RequestContext(fieldName, '$!context.requestId');
  }

  /** The id of the key that was sent, never its value. Only with `TrackAuthorization.apiKey`. Field `api_key_id`. */
  static apiKeyId(fieldName: string = 'api_key_id'): RequestContext {
    return new RequestContext(fieldName, '$!context.identity.apiKeyId', {
      needs: ['apiKey'],
      fix: 'TrackAuthorization.apiKey()',
    });
  }

  /** The ARN of the user or the role that signed the request. Only with `TrackAuthorization.iam`. Field `user_arn`. */
  static userArn(fieldName: string = 'user_arn'): RequestContext {
    return new RequestContext(fieldName, '$!context.identity.userArn', {
      needs: ['iam'],
      fix: 'TrackAuthorization.iam()',
    });
  }

  /** A claim of the token, such as `sub` or `cognito:username`. Only with `TrackAuthorization.userPools`. Field `claim_<name>`, its words in lower case. */
  static claim(name: string, fieldName: string = `claim_${fieldOf(name)}`): RequestContext {
    return new RequestContext(fieldName, `$!context.authorizer.claims['${name}']`, {
      key: name,
      needs: ['userPools'],
      fix: 'TrackAuthorization.userPools()',
    });
  }

  /** A value that the function of the authorizer answered, such as `principalId`. Only with `TrackAuthorization.authorizer`. Field `authorizer_<key>`. */
  static authorizer(key: string, fieldName: string = `authorizer_${fieldOf(key)}`): RequestContext {
    return new RequestContext(fieldName, `$!context.authorizer['${key}']`, {
      key,
      needs: ['authorizer'],
      fix: 'TrackAuthorization.authorizer()',
    });
  }

  /**
   * A header of the request, such as `X-Client-Version`, which pages may then send. However a client spells the name, it is found. Field: the words of its name
   * in lower case, with `_` between: `x_client_version`.
   */
  static header(name: string, fieldName: string = fieldOf(name)): RequestContext {
    return new RequestContext(fieldName, '', { key: name, header: name });
  }

  /** The name of the field. */
  readonly fieldName: string;

  /**
   * The value in Velocity, in double quotes, where a missing one is empty; nothing for a header.
   * @internal
   */
  readonly _expression: string;

  /** @internal */
  readonly _details: ContextDetails;

  private constructor(fieldName: string, expression: string, details: ContextDetails = {}) {
    this.fieldName = fieldName;
    this._expression = expression;
    this._details = details;
  }
}

/** What a value of a request is more than an expression. */
interface ContextDetails {
  /** A name of the user's that stands in the template. */
  readonly key?: string;
  /** The header that it is. */
  readonly header?: string;
  /** The authorizations with which it is known. */
  readonly needs?: readonly AuthorizationKind[];
  /** The one to choose. */
  readonly fix?: string;
}

function fieldOf(name: string): string {
  return String(name).replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9]+/g, '_');
}
