import { connect } from 'net';
import type { Socket } from 'net';
import { createInterface } from 'readline';
import type { Engine, Rendered, TemplateCall } from './engine';
import { SOCKET } from './java';

/** What Java says of a case. */
interface Answer {
  readonly output?: string;
  readonly status?: number | null;
  readonly headers?: Record<string, string>;
  readonly error?: string;
}

type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };

/** The line to Java: results come back in the order of their cases. */
class JavaLine {
  private readonly waiting: Waiting[] = [];
  private readonly socket: Socket;
  private ended: Error | undefined;

  constructor() {
    this.socket = connect(process.env[SOCKET]!);
    createInterface({ input: this.socket }).on('line', (line) => this.waiting.shift()!.resolve(JSON.parse(line)));
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('Java ended before it answered; what it said stands above')));
  }

  async ask(question: object): Promise<Answer> {
    if (this.ended !== undefined) throw this.ended;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.socket.write(`${ascii(JSON.stringify(question))}\n`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private fail(error: Error): void {
    this.ended ??= error;
    this.waiting.splice(0).forEach(({ reject }) => reject(error));
  }
}

let java: JavaLine | undefined;
afterAll(() => java?.close());

/** Half of a surrogate pair has no UTF-8. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function apache(name: string, version: string): Engine {
  return {
    name,
    async render({ template, body, headers = {}, context = {} }: TemplateCall): Promise<Rendered> {
      java ??= new JavaLine();
      const { status, headers: overridden = {}, ...rest } = await java.ask({
        engine: version, template, body, context, parameters: { path: {}, querystring: {}, header: headers }, stageVariables: {},
      });
      return { ...rest, headers: overridden, ...status === null || status === undefined ? {} : { status: Number(status) } };
    },
  };
}

/** API Gateway resembles 1.7; 2.x is what it might become. */
export const APACHE: readonly Engine[] = [
  apache('Velocity 1.7', '1.7'),
  apache('Velocity 2.4 as it comes', '2.4'),
  apache('Velocity 2.4 in the way of 1.7', '2.4 like 1.7'),
];
