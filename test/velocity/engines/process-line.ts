import { connect } from 'net';
import type { Socket } from 'net';
import { createInterface } from 'readline';
import type { Rendered, TemplateCall } from './engine';
import type { EngineProcess } from './processes';

/** What a program says of a case. */
interface Answer {
  readonly output?: string;
  readonly status?: number | string | null;
  readonly headers?: Record<string, string>;
  readonly error?: string;
}

type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };

/** The line to a program: results come back in the order of their cases. */
export class ProcessLine {
  private readonly waiting: Waiting[] = [];
  private socket: Socket | undefined;
  private ended: Error | undefined;

  constructor(private readonly program: EngineProcess) {
    afterAll(() => this.socket?.destroy());
  }

  async render({ template, body, headers = {}, context = {} }: TemplateCall, options: object = {}): Promise<Rendered> {
    const { status, headers: overridden = {}, ...rest } = await this.ask({
      ...options, template, body, context, parameters: { path: {}, querystring: {}, header: headers }, stageVariables: {},
    });
    return { ...rest, headers: overridden, ...status === null || status === undefined ? {} : { status: Number(status) } };
  }

  private async ask(question: object): Promise<Answer> {
    const socket = this.socket ??= this.open();
    if (this.ended !== undefined) throw this.ended;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      socket.write(`${ascii(JSON.stringify(question))}\n`);
    });
  }

  private open(): Socket {
    const socket = connect(process.env[this.program.socket]!);
    createInterface({ input: socket }).on('line', (line) => this.waiting.shift()!.resolve(JSON.parse(line)));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error(`${this.program.name} ended before it answered; what it said is above`)));
    return socket;
  }

  private fail(error: Error): void {
    this.ended ??= error;
    this.waiting.splice(0).forEach(({ reject }) => reject(error));
  }
}

/** Half of a surrogate pair has no UTF-8. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
