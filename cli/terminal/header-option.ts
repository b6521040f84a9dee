import { InvalidArgumentError } from 'commander';

/**
 * Reads `name: value` and adds it to the headers given before.
 * @param ours names in lower case that the command sets by itself
 * @param why the reason, for the message
 */
export function headerOption(ours: readonly string[], why: string) {
  return (text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> => {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*([\x20-\x7e]+?)\s*$/.exec(text) ?? [];
    if (name === undefined) {
      // The text may hold a secret: commander repeats it, and so it stands on the screen of the one who typed it only.
      throw new InvalidArgumentError('Allowed is name: value, such as \'x-api-key: …\'.');
    }
    if (ours.includes(name.toLowerCase())) {
      throw new InvalidArgumentError(`Allowed is any header but ${ours.join(', ')}: ${why}.`);
    }
    return { ...before, [name]: value };
  };
}
