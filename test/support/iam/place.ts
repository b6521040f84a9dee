/** A part of an ARN that someone chose: another one may begin alike. */
export class Name {
  constructor(readonly text: string) {}

  /** Names that a pattern without a firm end would let in too, and one that this one extends. */
  get alike(): string[] {
    return [`${this.text}2`, `${this.text}-2`, `${this.text}-errors`, this.text.slice(0, -1)];
  }
}

export function name(text: string): Name {
  return new Name(text);
}

/** An ARN, or a prefix of keys, and what is named alike. */
export interface Place {
  readonly text: string;
  readonly siblings: readonly string[];
}

/** An ARN with its names marked: place`arn:aws:s3:::${name('events')}/key`. */
export function place(literals: TemplateStringsArray, ...values: readonly (string | Name)[]): Place {
  const written = (changed?: number, instead = '') => literals.map((literal, n) => {
    const value = values[n] ?? '';
    return `${literal}${n === changed ? instead : value instanceof Name ? value.text : value}`;
  }).join('');
  const text = written();
  const alike = values.flatMap((value, n) => value instanceof Name ? value.alike.map((other) => written(n, other)) : []);
  return { text, siblings: [...alike, ...farAway(text)] };
}

/** The same names in another region and in another account. An ARN without them, such as that of a bucket, is the only one of its name. */
function farAway(arn: string): string[] {
  const [, start, region, account, end] = /^(arn:[^:]+:[^:]+:)([^:]+):(\d{12})(:.+)$/.exec(arn) ?? [];
  return start === undefined ? [] : [`${start}ap-south-1:${account}${end}`, `${start}${region}:999999999999${end}`];
}
