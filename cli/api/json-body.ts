import { jsonPath } from './json-path';
import { JsonText } from './json-text';

/** A body as JSON: its text for what is handed on, its values for what is asked of it. Both are read when first needed. */
export class JsonBody {
  private parsed: { readonly value: unknown } | undefined;
  private indexed: JsonText | undefined;

  /** @param text the body; an empty one counts as `{}` */
  constructor(readonly text: string) {
    if (text === '') this.text = '{}';
  }

  /** @throws SyntaxError for a text that is not JSON */
  get value(): unknown {
    this.parsed ??= { value: JSON.parse(this.text) };
    return this.parsed.value;
  }

  /**
   * What stands at a path, on one line, spelled as it was sent. What a path does not find is an empty text, as on AWS.
   * @throws SyntaxError for a text that is not JSON
   */
  json(path: string): string {
    const { definite, find } = jsonPath(path);
    const json = this.index();
    const found = find(json).map(value => json.minified(value));
    return definite !== undefined ? found[0] ?? '""' : `[${found.join(',')}]`;
  }

  /**
   * What stands at a path, as a value; an empty text if nothing does.
   * @throws SyntaxError for a text that is not JSON
   */
  path(path: string): unknown {
    const { definite, find } = jsonPath(path);
    if (definite === undefined) return find(this.index()).map(({ start, end }) => JSON.parse(this.text.slice(start, end)));
    const value = definite.reduce(below, this.value);
    if (value === undefined) return '';
    return typeof value === 'number' && !Number.isSafeInteger(value) ? exact(this.json(path), value) : value;
  }

  private index(): JsonText {
    // The scanner trusts its text, so the parser must have accepted it first.
    if (this.parsed === undefined) this.parsed = { value: JSON.parse(this.text) };
    this.indexed ??= new JsonText(this.text);
    return this.indexed;
  }
}

function below(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value.at(key) : undefined;
  return typeof value === 'object' && value !== null && typeof key === 'string' && Object.hasOwn(value, key) ? value[key as never] : undefined;
}

/** A whole number that is too large for a double keeps its digits. */
function exact(text: string, value: number): number | bigint {
  return /^-?\d+$/.test(text) ? BigInt(text) : value;
}
