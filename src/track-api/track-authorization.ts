import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';

/**
 * What the methods of the API get from an authorization.
 */
export interface TrackAuthorizationConfig {
  /** Which credentials `POST /track` and `POST /batch` ask for. `OPTIONS` stays open: a preflight never carries any. */
  readonly authorizationType: apigateway.AuthorizationType;
}

/**
 * Who may send events. The choices are the static members.
 *
 * CORS is not access control: it tells browsers which pages may read a reply, and stops nobody else.
 */
export abstract class TrackAuthorization {
  /**
   * Anyone who knows the URL may send events. Chosen here it is meant, and no warning is given.
   */
  static none(): TrackAuthorization {
    return new OpenAccess();
  }

  /**
   * Called once by the API, which then asks its methods for what the configuration says.
   */
  abstract bind(scope: Construct): TrackAuthorizationConfig;
}

class OpenAccess extends TrackAuthorization {
  bind(_scope: Construct): TrackAuthorizationConfig {
    return { authorizationType: apigateway.AuthorizationType.NONE };
  }
}
