import { Socket } from 'net';
import { endWithParent } from './end-with-parent';
import type { Handler } from './load-handler';
import { loadHandler } from './load-handler';
import { eachMessage, sendMessage } from './message-stream';
import { describe, runHandler } from './run-handler';
import type { RunMessage, RuntimeMessage, RuntimeSettings } from './runtime-protocol';
import { CHANNEL } from './runtime-protocol';

/** One instance of a function, in a process of its own: loads its handler once, then runs one event at a time. */
async function main(): Promise<void> {
  writeAtOnce(process.stdout);
  writeAtOnce(process.stderr);
  const channel = new Socket({ fd: CHANNEL });
  await endWithParent(channel);
  const say = (message: RuntimeMessage, onSent?: () => void) => sendMessage(channel, message, onSent);

  process.on('uncaughtExceptionMonitor', (error, origin) => {
    say({ kind: 'uncaught', isRejection: origin === 'unhandledRejection', error: describe(error) }, () => process.exit(1));
  });
  // Without a listener Node.js writes the error to stderr as well, and ends before the message is sent.
  process.on('uncaughtException', () => undefined);

  let loaded: { handler: Handler; settings: RuntimeSettings } | undefined;
  eachMessage<RunMessage>(channel, (message) => {
    if (message.kind === 'invoke') {
      if (loaded) void runHandler(loaded.handler, loaded.settings, message).then((answer) => say(answer));
      return;
    }
    const { settings } = message;
    // A module that waits for what never comes ends its process, as if nothing else were waited for here.
    channel.unref();
    loadHandler(settings).then((handler) => {
      loaded = { handler, settings };
      channel.ref();
      say({ kind: 'ready' });
    }, (error) => say({ kind: 'not loaded', error: describe(error) }));
  });
}

/** What a function writes before its process ends must not be lost: in Lambda nothing is. Pipes of Node.js are written later unless they block. */
function writeAtOnce(stream: NodeJS.WriteStream): void {
  (stream as unknown as { _handle?: { setBlocking?(isBlocking: boolean): void } })._handle?.setBlocking?.(true);
}

void main();
