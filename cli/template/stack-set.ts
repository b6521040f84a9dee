import { Failure } from '../failure';
import { attempt } from './attempt';
import type { Attempt } from './attempt';
import { NO_VALUE, resolve } from './intrinsics';
import { Stack } from './stack';
import type { StackSource, StackSurroundings } from './stack';
import { readStackTemplate } from './template-file';
import { asText } from './typed-value';

/** All stacks that are deployed together, nested ones included; they find each other's exports and outputs. */
export class StackSet implements StackSurroundings {
  /** A nested stack stands behind its parent. */
  readonly stacks: Stack[] = [];
  private readonly children = new Map<Stack, Map<string, Attempt<Stack>>>();
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
    const child = this.children.get(parent)!.get(logicalId)!;
    if ('failure' in child) throw child.failure;
    return child.value;
  }

  private add(source: StackSource): Stack {
    const stack = new Stack(source, this);
    const children = new Map<string, Attempt<Stack>>();
    this.stacks.push(stack);
    this.children.set(stack, children);
    for (const logicalId of stack.nestedStackIds) {
      // One that cannot be read is missed by those who ask for it only.
      const nested = attempt(() => this.nestedSource(stack, logicalId));
      children.set(logicalId, 'failure' in nested ? nested : { value: this.add(nested.value) });
    }
    return stack;
  }

  private nestedSource(parent: Stack, logicalId: string): StackSource {
    const at = `${parent.name}/${logicalId}.Properties`;
    const { Properties: properties = {} } = parent.source.template.Resources[logicalId];
    return {
      id: `${parent.source.id}-${logicalId}`,
      name: `${parent.name}-${logicalId}`,
      environment: parent.source.environment,
      template: readStackTemplate(this.templateFile(asText(resolve(properties.TemplateURL, parent, `${at}.TemplateURL`), at), at)),
      parameter: name => {
        const value = resolve(properties.Parameters?.[name], parent, `${at}.Parameters.${name}`);
        return value === NO_VALUE ? undefined : value;
      },
    };
  }

  private templateFile(url: string, at: string): string {
    const objectKey = url.slice(url.lastIndexOf('/') + 1);
    const file = this.assets[objectKey];
    if (file === undefined) throw new Failure(`${at}.TemplateURL: no asset manifest lists ${objectKey}; synthesize the app again`);
    return file;
  }
}
