/** A function may put an id or an event into its message: then each is another one. */
const MAX_REASONS = 20;
const MAX_LENGTH = 300;

/** Says why batches fail: the error objects carry the service's fixed texts only. Each reason is said once. */
export class FailureReasons {
  private readonly said = new Set<string>();

  constructor(private readonly functionArn: string, private readonly streamName: string, private readonly warn: (message: string) => void) {}

  tell(reason: string): void {
    const line = reason.replace(/\s+/g, ' ').trim();
    const short = line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
    if (this.said.has(short) || this.said.size > MAX_REASONS) return;
    this.said.add(short);
    const who = `the function ${nameOf(this.functionArn)} fails batches of the delivery stream ${this.streamName}`;
    this.warn(this.said.size > MAX_REASONS
      ? `${who} for more reasons than are told here; its log has them`
      : `${who}, which keeps them under its error prefix: ${short}`);
  }
}

/** The function's own name; the whole text where it is no ARN of a function. */
function nameOf(functionArn: string): string {
  return functionArn.split(':')[6] ?? functionArn;
}
