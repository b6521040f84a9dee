import type { Coverage } from '../template/deployment';

const S3 = [
  'BucketARN', 'BufferingHints', 'CompressionFormat', 'ErrorOutputPrefix', 'Prefix',
  // Extended destinations only. Values that do not run are named where the settings are read.
  'CustomTimeZone', 'DataFormatConversionConfiguration', 'DynamicPartitioningConfiguration', 'FileExtension', 'ProcessingConfiguration', 'S3BackupMode',
];
/** Encryption, roles and logs guard what leaves the machine: nothing does here. A backup's settings go with S3BackupMode. */
const S3_INERT = ['CloudWatchLoggingOptions', 'EncryptionConfiguration', 'RoleARN', 'S3BackupConfiguration'];

const below = (destination: string, names: readonly string[]) => names.map((name) => `${destination}.${name}`);

/** What the local run does with delivery streams. */
export const firehoseCoverage: Coverage = {
  'AWS::KinesisFirehose::DeliveryStream': {
    run: [
      'DeliveryStreamName',
      'DeliveryStreamType',
      ...below('ExtendedS3DestinationConfiguration', S3),
      ...below('S3DestinationConfiguration', S3),
    ],
    inert: [
      'DeliveryStreamEncryptionConfigurationInput',
      'DirectPutSourceConfiguration',
      'Tags',
      ...below('ExtendedS3DestinationConfiguration', S3_INERT),
      ...below('S3DestinationConfiguration', S3_INERT),
    ],
  },
};
