import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { AccessLog } from './access-log';
import type { RequestContext } from './request-context';
import type { WebAcl } from './web-acl';

/**
 * Where the HTTP edge lives, what stands in front of it, and what it says about requests.
 */
export interface HttpOptions {
  /**
   * A REST API of yours, of the same app, that gets the routes: its stage, domain, network, logs and web ACL stay its own. It may be in another stack, which
   * then depends on the stack of the stream. Gateway responses belong to a whole API: the replies of this library hold for all of its methods, so pipelines
   * that share one must agree on `allowedOrigins`, `allowedHeaders` and `batchMode`, and those that the API has already stay.
   *
   * An API that is imported is refused: CloudFormation would not deploy it anew with the routes.
   *
   * @default - a regional REST API of its own
   */
  // What only has the interface may be imported, and an API that is imported is not deployed anew.
  // eslint-disable-next-line awscdk/no-construct-in-interface
  readonly api?: apigateway.RestApi;

  /**
   * The path in front of `/track` and `/batch`: one part or more of `A-Z a-z 0-9 . _ : $ -`, such as `events` or `v1/events`, without a slash at its ends.
   *
   * @default - none: the routes lie at the root of the API
   */
  readonly path?: string;

  /**
   * A domain name of yours for the API, with its certificate and, if it is shared, a base path. Regional and TLS 1.2 unless it says otherwise; TLS 1.0 is
   * an error. With mutual TLS the URL of API Gateway itself is closed, which would let clients in without a certificate. Point a DNS record at
   * `trackApi.restApi`, which the Route 53 target `ApiGateway` takes.
   *
   * @default - the URL of API Gateway, with the name of the stage in its path
   */
  readonly domain?: apigateway.DomainNameOptions;

  /**
   * Makes the API private: it can be reached through these interface endpoints of `execute-api` only.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
   * @default - the API can be reached from the internet
   */
  readonly vpcEndpoints?: ec2.IVpcEndpoint[];

  /**
   * Where a line about each request goes.
   *
   * @default - no access log
   */
  readonly accessLog?: AccessLog;

  /**
   * A web ACL (AWS WAF) in front of the stage.
   *
   * @default - none
   */
  readonly webAcl?: WebAcl;

  /**
   * Whether AWS X-Ray traces requests.
   *
   * @default false
   */
  readonly tracing?: boolean;

  /**
   * What each event carries about its request, in fields of its own. An event that has a member of such a name already is refused with 400.
   *
   * @default - nothing: an event is what was sent
   */
  readonly context?: RequestContext[];
}
