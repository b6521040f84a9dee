import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';

/** Sees cfn-lint find what is wrong with a template, so that its silence says something. Arguments: a template that it passed, and where to write the spoilt one. */
const [template, spoilt] = process.argv.slice(2);

const FAULTS: Record<string, (stream: any) => void> = {
  E3002: (stream) => { stream.Properties.NoSuchProperty = true; },
  E3034: (stream) => { stream.Properties.ExtendedS3DestinationConfiguration.BufferingHints.SizeInMBs = 4096; },
};

for (const [rule, spoil] of Object.entries(FAULTS)) {
  const { Resources, ...rest } = JSON.parse(readFileSync(template, 'utf8'));
  spoil(Object.values<any>(Resources).find(({ Type }) => Type === 'AWS::KinesisFirehose::DeliveryStream'));
  writeFileSync(spoilt, JSON.stringify({ ...rest, Resources }));
  const { status, stdout, error } = spawnSync('cfn-lint', ['--', spoilt], { encoding: 'utf8' });
  if (error !== undefined || status === 0 || !stdout.includes(rule)) {
    throw new Error(`cfn-lint did not find ${rule} in a template that was spoilt for it: ${error ?? stdout}`);
  }
}
