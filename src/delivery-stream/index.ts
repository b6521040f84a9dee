export * from './delivery-stream';
export * from './delivery-stream-props';
