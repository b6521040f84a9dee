export * from './track-api';
export * from './track-api-props';
export * from './track-authorization';
