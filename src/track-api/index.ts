export * from './track-api';
export * from './track-api-props';
export * from './track-authorization';
export * from './authorization-options';
export * from './http-options';
export * from './access-log';
export * from './request-context';
export * from './web-acl';
