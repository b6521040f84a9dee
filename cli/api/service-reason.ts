/**
 * Why a service did not do what an integration asked for, in a few words: its error, or how many records of a batch it did not take.
 * @param status its HTTP status
 */
export function serviceReason(status: string, body: string): string {
  const answer = parseObject(body);
  const type = answer.__type ?? answer.code;
  if (type !== undefined) return [`${type}`.replace(/^.*#/, ''), answer.message ?? answer.Message].filter(part => part !== undefined).join(': ');
  const results: unknown[] = Array.isArray(answer.RequestResponses) ? answer.RequestResponses : [];
  const codes = results.flatMap(result => (result as Record<string, unknown> | null)?.ErrorCode ?? []);
  return codes.length === 0 ? `the service answered ${status}` : `${codes.length} of ${results.length} records: ${[...new Set(codes)].join(', ')}`;
}

function parseObject(text: string): Record<string, any> {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // Of a mock, or no JSON: then only the status is known.
  }
}
