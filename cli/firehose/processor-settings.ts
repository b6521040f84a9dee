import type { BufferLimits } from './record-buffer';
import { numberProperty } from '../number-property';
import type { NumberRange } from '../number-property';

export interface LambdaProcessorSettings {
  readonly functionArn: string;
  /** How often a failed invocation is tried again. */
  readonly retries: number;
  readonly buffering: BufferLimits;
}

export interface Processing {
  readonly lambda?: LambdaProcessorSettings;
  readonly delimiter: string;
}

interface Processor {
  readonly Type: string;
  readonly Parameters?: readonly { readonly ParameterName: string; readonly ParameterValue: unknown }[];
}

const RETRIES: NumberRange = { min: 0, max: 300, absent: 3 };
const SIZE_MB: NumberRange = { min: 0.2, max: 3, fractions: true, absent: 1 };
const INTERVAL_SECONDS: NumberRange = { min: 0, max: 900, absent: 60 };
const MB = 1024 * 1024;

/**
 * Reads a ProcessingConfiguration; one that is absent or not enabled leaves records as they are.
 * @throws Failure when a number is none, or the service would refuse it
 */
export function processingOf(
  resource: string,
  configuration: { Enabled?: unknown; Processors?: readonly Processor[] } | undefined,
  maxIntervalSeconds: number,
  warn: (message: string) => void,
): Processing {
  let lambda: LambdaProcessorSettings | undefined;
  let delimiter = '';
  const processors = String(configuration?.Enabled) === 'true' ? configuration?.Processors ?? [] : [];
  for (const processor of processors) {
    const parameters = new Map((processor.Parameters ?? []).map((parameter) => [parameter.ParameterName, String(parameter.ParameterValue)]));
    const number = (name: string, range: NumberRange) => numberProperty(resource, `${name} of the processor ${processor.Type}`, parameters.get(name), range);
    if (processor.Type === 'Lambda') {
      lambda = {
        functionArn: parameters.get('LambdaArn') ?? '',
        retries: number('NumberOfRetries', RETRIES),
        buffering: {
          bytes: number('BufferSizeInMBs', SIZE_MB) * MB,
          intervalMs: Math.min(number('BufferIntervalInSeconds', INTERVAL_SECONDS), maxIntervalSeconds) * 1000,
        },
      };
    } else if (processor.Type === 'AppendDelimiterToRecord') {
      delimiter = '\n';
      const given = parameters.get('Delimiter');
      if (given !== undefined && given !== '\n' && given !== '\\n') {
        warn(`Delimiter ${JSON.stringify(given)} of AppendDelimiterToRecord does not run here: records are separated by a line feed`);
      }
    } else {
      warn(`the processor ${processor.Type} does not run here: records pass it unchanged`);
    }
  }
  return { lambda, delimiter };
}
