import type { Coverage } from '../template/deployment';

/** What the local run does with functions. */
export const lambdaCoverage: Coverage = {
  'AWS::Lambda::Function': {
    run: ['Code', 'Environment', 'Handler', 'LoggingConfig.LogGroup', 'MemorySize', 'ReservedConcurrentExecutions', 'Runtime', 'Timeout'],
    inert: [
      'Architectures', 'CodeSigningConfigArn', 'Description', 'EphemeralStorage', 'FunctionName', 'KmsKeyArn', 'PackageType',
      'RecursiveLoop', 'Role', 'RuntimeManagementConfig', 'SnapStart', 'Tags', 'TracingConfig',
    ],
  },
};
