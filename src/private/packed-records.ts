import type { IConstruct } from 'constructs';
import { appClaims } from './app-claims';

const KIND = 'packedRecords';

/** Noted by a processor of this library when a stream binds it, whoever made the stream. */
export function notePackedRecords(stream: IConstruct, areTaken: boolean): void {
  appClaims<boolean>(stream, KIND).set(stream.node.path, areTaken);
}

/**
 * Whether records of a stream may hold many events, one a line. Undefined if nobody knows.
 * @param stream the construct, or its resource
 */
export function takesPackedRecords(stream: IConstruct): boolean | undefined {
  // Asked by name: the stream may come from another copy of this library.
  const own = stream as { readonly _takesPackedRecords?: boolean };
  const noted = appClaims<boolean>(stream, KIND);
  return own._takesPackedRecords ?? noted.get(stream.node.path) ?? (stream.node.scope && noted.get(stream.node.scope.node.path));
}
