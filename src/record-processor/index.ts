export * from './record-processor';
export * from './record-processor-props';
export * from './transform';
