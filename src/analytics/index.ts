export { AnalyticsQueries } from './analytics-queries';
export type { AnalyticsQueriesProps } from './analytics-queries';
export type { NamedQueryOptions, QueryOptions } from './query-options';
