import { Coloured } from './colour';
import { escapeControls } from './escape-controls';

/** Prints a line on stdout. What is not coloured here has no control characters but tabs and line feeds. */
export function printLine(...pieces: readonly (string | Coloured)[]): void {
  // Not the stream itself: the console takes a reader that has gone, as in `query … | head`, for no error.
  console.log(show(pieces));
}

/** Prints a line on stderr, in the same way. */
export function reportLine(...pieces: readonly (string | Coloured)[]): void {
  console.error(show(pieces));
}

/** Prints a value as JSON on one line of stdout. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

function show(pieces: readonly (string | Coloured)[]): string {
  return pieces.map((piece) => piece instanceof Coloured ? piece.shown : escapeControls(piece)).join('');
}
