/** What a template's functions can ask of the stack they stand in. `at` is the place in the template, for messages. */
export interface Scope {
  readonly region: string;
  ref(name: string, at: string): unknown;
  attribute(logicalId: string, attribute: string, at: string): unknown;
  condition(name: string, at: string): boolean;
  mapped(map: string, topKey: string, secondKey: string, at: string): unknown;
  imported(exportName: string, at: string): unknown;
}
