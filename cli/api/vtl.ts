import { Failure } from '../failure';
import { Interpreter, parseTemplate } from './vtl-interpreter';

/** The variables a template sees: `$input`, `$util`, `$context`, `$stageVariables`. */
export type TemplateVariables = Record<string, unknown>;

/** A mapping template, parsed once and rendered for every request. */
export class MappingTemplate {
  private readonly nodes: ReturnType<typeof parseTemplate>;

  /** @param place where the template stands, for messages */
  constructor(text: string, place: string) {
    try {
      this.nodes = parseTemplate(text);
    } catch (error) {
      throw new Failure(`${place} is not a template that Velocity can read: ${(error as Error).message}`);
    }
  }

  render(variables: TemplateVariables): string {
    return new Interpreter(this.nodes).render({ ...variables });
  }
}
