import type { BufferLimits } from './record-buffer';

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

const DEFAULT_RETRIES = 3;
const DEFAULT_SIZE_MB = 1;
const DEFAULT_INTERVAL_SECONDS = 60;
const MB = 1024 * 1024;

/** Reads a ProcessingConfiguration; one that is absent or not enabled leaves records as they are. */
export function processingOf(
  configuration: { Enabled?: unknown; Processors?: readonly Processor[] } | undefined,
  maxIntervalSeconds: number,
  warn: (message: string) => void,
): Processing {
  let lambda: LambdaProcessorSettings | undefined;
  let delimiter = '';
  const processors = String(configuration?.Enabled) === 'true' ? configuration?.Processors ?? [] : [];
  for (const processor of processors) {
    const parameters = new Map((processor.Parameters ?? []).map((parameter) => [parameter.ParameterName, String(parameter.ParameterValue)]));
    if (processor.Type === 'Lambda') {
      lambda = {
        functionArn: parameters.get('LambdaArn') ?? '',
        retries: Number(parameters.get('NumberOfRetries') ?? DEFAULT_RETRIES),
        buffering: {
          bytes: Number(parameters.get('BufferSizeInMBs') ?? DEFAULT_SIZE_MB) * MB,
          intervalMs: Math.min(Number(parameters.get('BufferIntervalInSeconds') ?? DEFAULT_INTERVAL_SECONDS), maxIntervalSeconds) * 1000,
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
