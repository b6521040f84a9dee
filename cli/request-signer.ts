import { RequestSigner as Aws4Signer } from 'aws4';
import { Failure } from './failure';

/** A request as it will be sent. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: string;
  /** Those that are signed; a proxy on the way must not change them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of credentials that expire. */
  readonly sessionToken?: string;
}

const SERVICE = 'execute-api';
/** What a signature consists of. */
const SIGNATURE_HEADERS = ['authorization', 'x-amz-date', 'x-amz-security-token'];

/** Signs requests to API Gateway (Signature Version 4), as its IAM authorization asks. */
export class RequestSigner {
  /**
   * With the credentials of the environment, as every tool of AWS knows them.
   * @param given the headers that go with every request anyhow
   * @throws Failure if the credentials are not there, or a header is a part of a signature
   */
  static fromEnvironment(region: string, env: NodeJS.ProcessEnv, given: Readonly<Record<string, string>>): RequestSigner {
    const twice = Object.keys(given).find((name) => SIGNATURE_HEADERS.includes(name.toLowerCase()));
    if (twice !== undefined) {
      throw new Failure(`--aws-sigv4: got it together with --header '${twice}: …', allowed one of them, because a signature is in that header; leave one out`);
    }
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken = '' } = env;
    const missing = Object.entries({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }).filter(([, value]) => value === '').map(([name]) => name);
    if (missing.length > 0) {
      throw new Failure(`--aws-sigv4: got no ${missing.join(' and no ')} in the environment, allowed are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of credentials `
        + 'that expire, AWS_SESSION_TOKEN; `eval "$(aws configure export-credentials --format env)"` sets them');
    }
    return new RequestSigner(region, { accessKeyId, secretAccessKey, ...sessionToken === '' ? {} : { sessionToken } }, Date.now);
  }

  /** @param now milliseconds since the epoch */
  constructor(private readonly region: string, private readonly credentials: AwsCredentials, private readonly now: () => number) {
  }

  /** The headers that the request must carry besides its own. */
  sign({ method, url, headers, body = '' }: UnsignedRequest): Record<string, string> {
    const { host, pathname, search } = new URL(url);
    const { accessKeyId, secretAccessKey, sessionToken } = this.credentials;
    const added = {
      'X-Amz-Date': new Date(this.now()).toISOString().replace(/[-:]|\.\d+/g, ''),
      ...sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken },
    };
    const signer = new Aws4Signer({
      method,
      body,
      host,
      service: SERVICE,
      region: this.region,
      path: `${pathname}${search}`,
      headers: { ...headers, ...added, Host: host },
      // It would give a request that names no content type one.
      doNotModifyHeaders: true,
    }, { accessKeyId, secretAccessKey });
    signer.datetime = added['X-Amz-Date'];
    return { ...added, Authorization: String(signer.sign().headers!.Authorization) };
  }
}
