/** C0 but tab and line feed, DEL, and C1: a terminal takes them for commands, such as to write the clipboard or to move the cursor. */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Shows control characters as JSON would escape them, so that text of events, clients and templates cannot steer the terminal. JSON keeps its value. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
