export * from './batch-mode';
export * from './pipeline';
export * from './pipeline-props';
export * from './track-api';
export * from './delivery-stream';
export * from './record-processor';
export * from './analytics';
