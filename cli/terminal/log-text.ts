/**
 * A line of a function's log as people read it. A metric in CloudWatch's embedded format is a long line of JSON of which they need a part: its
 * values, without what is for CloudWatch alone.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function logText(line: string): string {
  return valuesText(line, () => []);
}

/** What such a line says beside the values of its metrics. */
export function detailText(line: string): string {
  return valuesText(line, (directive) => toList(directive?.Metrics).map((metric) => metric?.Name));
}

function valuesText(line: string, omitted: (directive: any) => unknown[]): string {
  const metric = parseMetric(line);
  if (metric === undefined) {
    return line;
  }
  const directives: any[] = metric._aws.CloudWatchMetrics;
  const left = new Set(directives.flatMap((directive) => [...toList(directive?.Dimensions).flat(), ...omitted(directive)]));
  return Object.entries(metric)
    .filter(([name, value]) => name !== '_aws' && !left.has(name) && typeof value !== 'object')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

/** A function may write anything. */
function toList(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

function parseMetric(line: string): Record<string, any> | undefined {
  if (!line.startsWith('{') || !line.includes('"_aws"')) {
    return undefined;
  }
  try {
    const value = JSON.parse(line);
    return Array.isArray(value._aws?.CloudWatchMetrics) ? value : undefined;
  } catch {
    // A line that only looks like one is shown as it is.
    return undefined;
  }
}
