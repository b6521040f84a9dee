import { styleText } from 'util';

type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** Colours a text where a person watches and did not ask for none. https://no-color.org */
export function coloured(stream: NodeJS.WriteStream, colour: Colour, text: string): string {
  return stream.isTTY && process.env.TERM !== 'dumb' && (process.env.NO_COLOR ?? '') === '' ? styleText(colour, text) : text;
}
