import { styleText } from 'util';
import { escapeControls } from './escape-controls';

type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** Text with our own colour codes, and no other control characters. */
export class Coloured {
  constructor(readonly shown: string) {
  }
}

/** Colours a text where a person watches and did not ask for none. https://no-color.org */
export function coloured(stream: NodeJS.WriteStream, colour: Colour, text: string): Coloured {
  const escaped = escapeControls(text);
  const visible = stream.isTTY && process.env.TERM !== 'dumb' && (process.env.NO_COLOR ?? '') === '';
  // Newer versions of Node.js would look at stdout again, whichever stream it is.
  return new Coloured(visible ? styleText(colour, escaped, { validateStream: false }) : escaped);
}
