/** The claims of a JSON Web Token whose signature nobody has checked; undefined for a text that is no such token. */
export function readClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  // Three parts in base64url, none of them empty: a token without a signature is never one of a user pool.
  const [, header, payload] = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(token) ?? [];
  return header === undefined || readPart(header) === undefined ? undefined : readPart(payload);
}

function readPart(part: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
}
