import type { ResultValue } from './athena-text';
import type { Catalog } from './catalog';

/** What the command tells the process of DuckDB: one query. */
export interface QueryTask {
  readonly catalog: Catalog;
  readonly sql: string;
  /** Where unqualified names are looked for. */
  readonly schema?: string;
  /** What to say of a text that is no statement. */
  readonly unknownQuery: string;
}

/** What a query gives besides its rows. */
export interface QuerySummary {
  /** Each name once, whatever the statement calls them. */
  readonly columns: readonly string[];
  /** What a statement without rows has to say. */
  readonly message?: string;
  /** What is answered otherwise than Athena would: each said once. */
  readonly warnings: readonly string[];
  /** From the statement to its last row. */
  readonly seconds: number;
  /** Of the objects, as they are stored: compressed where they are. */
  readonly bytesRead: number;
}

export interface QueryResult extends QuerySummary {
  readonly rows: readonly (readonly ResultValue[])[];
}

/** What the process of DuckDB tells the command, in this order; the last one is `answered`, `failed` or `broken`. */
export type EngineMessage =
  | { readonly is: 'loaded'; readonly version: string }
  | { readonly is: 'rows'; readonly rows: readonly (readonly ResultValue[])[] }
  | { readonly is: 'answered'; readonly summary: QuerySummary }
  /** A mistake of the user or of the machine. */
  | { readonly is: 'failed'; readonly message: string }
  /** A defect. */
  | { readonly is: 'broken'; readonly stack: string };
