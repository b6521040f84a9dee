import type { AccessLogTarget, ActionEndpoint } from '../services';
import type { Deployment } from '../template/deployment';

/** Where the lines of an access log go. */
type Destination = { readonly logGroup: string } | { readonly stream: string } | { readonly reason: string };

/** The service writes to delivery streams of such a name only. */
const STREAM_PREFIX = 'amazon-apigateway-';

export interface AccessLogsProps {
  readonly firehose: ActionEndpoint;
  readonly onLog: (logGroup: string, line: string) => void;
  readonly warn: (message: string) => void;
}

/** Brings access logs to the output of the run, or into a delivery stream of the template. */
export class AccessLogs implements AccessLogTarget {
  private readonly destinations = new Map<string, Destination>();

  constructor(private readonly deployment: Deployment, private readonly props: AccessLogsProps) {
  }

  write(destinationArn: string, line: string): void {
    const destination = this.destination(destinationArn);
    if ('logGroup' in destination) {
      this.props.onLog(destination.logGroup, line);
    } else if ('stream' in destination) {
      void this.put(destination.stream, line);
    }
  }

  private destination(arn: string): Destination {
    let destination = this.destinations.get(arn);
    if (destination === undefined) {
      destination = readDestination(this.deployment, arn);
      this.destinations.set(arn, destination);
    }
    return destination;
  }

  /** One record a line. The client has its reply already, so a failure is only told. */
  private async put(stream: string, line: string): Promise<void> {
    const record = { DeliveryStreamName: stream, Record: { Data: Buffer.from(`${line}\n`).toString('base64') } };
    try {
      const { status, body } = await this.props.firehose.call('PutRecord', JSON.stringify(record));
      if (status !== 200) {
        this.props.warn(`${stream} does not take the access log: ${body}`);
      }
    } catch (error) {
      this.props.warn(`${stream} does not take the access log: ${(error as Error).message}`);
    }
  }
}

/** The access logs that go nowhere here; one line each. */
export function accessLogNotes(deployment: Deployment): string[] {
  const settings = deployment.all().flatMap(({ type, logicalId, properties }) => {
    const setting = type === 'AWS::ApiGateway::Stage' ? properties.AccessLogSetting : undefined;
    const brought = type === 'AWS::ApiGateway::Deployment' ? properties.StageDescription?.AccessLogSetting : undefined;
    return [setting, brought].flatMap((found) => (found?.DestinationArn === undefined ? [] : [{ logicalId, arn: String(found.DestinationArn) }]));
  });
  return settings.flatMap(({ logicalId, arn }) => {
    const destination = readDestination(deployment, arn);
    return 'reason' in destination ? [`${logicalId}: the access log to ${arn}, ${destination.reason}`] : [];
  });
}

function readDestination(deployment: Deployment, arn: string): Destination {
  const [, logGroup] = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(arn) ?? [];
  if (logGroup !== undefined) {
    return { logGroup };
  }
  const [, stream] = /^arn:[^:]+:firehose:[^:]*:[^:]*:deliverystream\/(.+)$/.exec(arn) ?? [];
  if (stream === undefined) {
    return { reason: 'which is neither a log group nor a delivery stream' };
  }
  if (!stream.startsWith(STREAM_PREFIX)) {
    return { reason: `which AWS refuses: the name of the stream must begin with ${STREAM_PREFIX}` };
  }
  const isHere = deployment.all().some((resource) => resource.type === 'AWS::KinesisFirehose::DeliveryStream' && resource.ref === stream);
  return isHere ? { stream } : { reason: 'a stream which is not in the template' };
}
