import { Failure } from '../failure';
import { resolve } from './intrinsics';
import { NESTED_STACK, Stack } from './stack';
import type { StackSource, StackSurroundings } from './stack';
import { readStackTemplate } from './template-file';
import { asText } from './typed-value';

/** All stacks that are deployed together, nested ones included; they find each other's exports and outputs. */
export class StackSet implements StackSurroundings {
  /** A nested stack stands behind its parent. */
  readonly stacks: Stack[] = [];
  private readonly children = new Map<Stack, Map<string, Stack>>();
  private readonly occurrences = new Map<string, number>();

  constructor(sources: readonly StackSource[], private readonly assets: Readonly<Record<string, string>>) {
    for (const source of sources) this.add(source);
    for (const stack of this.stacks) {
      for (const logicalId of Object.keys(stack.source.template.Resources)) {
        const key = `${stack.typeOf(logicalId)} ${logicalId}`;
        this.occurrences.set(key, (this.occurrences.get(key) ?? 0) + 1);
      }
    }
  }

  imported(exportName: string, at: string): unknown {
    for (const stack of this.stacks) {
      const exported = stack.export(exportName);
      if (exported !== undefined) return exported.value;
    }
    throw new Failure(`${at}: no stack of the assembly exports ${exportName}; the local run needs the stack that does, load the whole assembly (--app)`);
  }

  isAmbiguous(type: string, logicalId: string): boolean {
    return (this.occurrences.get(`${type} ${logicalId}`) ?? 0) > 1;
  }

  nested(parent: Stack, logicalId: string): Stack {
    return this.children.get(parent)!.get(logicalId)!;
  }

  private add(source: StackSource): Stack {
    const stack = new Stack(source, this);
    const children = new Map<string, Stack>();
    this.stacks.push(stack);
    this.children.set(stack, children);
    for (const logicalId of stack.logicalIds.filter(id => stack.typeOf(id) === NESTED_STACK)) {
      const at = `${stack.name}/${logicalId}.Properties`;
      const { Properties: properties } = source.template.Resources[logicalId];
      const nested = this.add({
        id: `${source.id}-${logicalId}`,
        name: `${stack.name}-${logicalId}`,
        environment: source.environment,
        template: readStackTemplate(this.templateFile(asText(resolve(properties.TemplateURL, stack, `${at}.TemplateURL`), at), at)),
        parameters: () => resolve(properties.Parameters ?? {}, stack, `${at}.Parameters`) as Record<string, unknown>,
      });
      children.set(logicalId, nested);
    }
    return stack;
  }

  private templateFile(url: string, at: string): string {
    const objectKey = url.slice(url.lastIndexOf('/') + 1);
    const file = this.assets[objectKey];
    if (file === undefined) throw new Failure(`${at}.TemplateURL: no asset manifest lists ${objectKey}; synthesize the app again`);
    return file;
  }
}
