/** Types that have nothing to run on one machine: permissions, keys, logs, and what only AWS's own deployment needs. */
export const NOT_RUN_HERE: readonly string[] = [
  'AWS::ApiGateway::Account',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::LakeFormation::PrincipalPermissions',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::LogStream',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SSM::Parameter',
  'Custom::S3AutoDeleteObjects',
];

/** Types that are nothing by themselves: the CDK's own metadata, and nested stacks, whose resources are listed one by one. */
export const SILENT: readonly string[] = ['AWS::CDK::Metadata', 'AWS::CloudFormation::Stack'];
