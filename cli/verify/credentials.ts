import type { RequestSigner, UnsignedRequest } from '../request-signer';

/** Instead of the credentials that were given. */
export type OtherCredentials = 'none' | 'wrong';

/** What lets requests in: headers, such as an API key or a token, a signature, both, or nothing. */
export class Credentials {
  /** @param headers sent with every request that has credentials; each of them counts as one */
  constructor(private readonly headers: Readonly<Record<string, string>>, private readonly signer?: RequestSigner) {
  }

  get areGiven(): boolean {
    return this.signer !== undefined || Object.keys(this.headers).length > 0;
  }

  /** Whether requests are signed, as IAM asks. */
  get areSignatures(): boolean {
    return this.signer !== undefined;
  }

  /** The headers of a request together with its credentials. */
  addedTo(request: UnsignedRequest, other?: OtherCredentials): Record<string, string> {
    if (other === 'none') {
      return {};
    }
    const headers = Object.fromEntries(Object.entries(this.headers).map(([name, value]) => [name, other === 'wrong' ? wrong(value) : value]));
    const signature = this.signer?.sign({ ...request, headers: { ...headers, ...request.headers } }) ?? {};
    return { ...headers, ...signature, ...other === 'wrong' && this.signer !== undefined ? { Authorization: cut(signature.Authorization) } : {} };
  }
}

/**
 * Another key or token of the same form: each letter and digit is another one, but for a word in front such as `Bearer`. A change of one character might
 * change no bit of a token's signature, and the local run does not check signatures: so nothing of a token can be read any more.
 */
function wrong(value: string): string {
  const [, scheme, secret] = /^([A-Za-z]+ +)?(.*)$/.exec(value)!;
  const changed = secret.replace(/[A-Za-z0-9]/g, (character) => {
    const [first, count] = /\d/.test(character) ? ['0', 10] : /[a-z]/.test(character) ? ['a', 26] : ['A', 26];
    return String.fromCharCode((character.charCodeAt(0) - first.charCodeAt(0) + count / 2) % count + first.charCodeAt(0));
  });
  return `${scheme ?? ''}${changed === secret ? `${secret}x` : changed}`;
}

/** A signature that lacks its last digit. The local run knows no secret, so any whole one would be right to it. */
function cut(authorization: string): string {
  return authorization.slice(0, -1);
}
