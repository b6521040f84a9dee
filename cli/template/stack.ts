import { Failure } from '../failure';
import { attempt } from './attempt';
import { evaluateCondition } from './conditions';
import { CircularDependency, failOnCycle } from './dependencies';
import type { Output, Resource, Unresolved } from './deployment';
import type { Environment } from './environment';
import { resolve } from './intrinsics';
import { physicalNames } from './physical-names';
import type { PhysicalNames } from './physical-names';
import { pseudoParameter, stackArn } from './pseudo-parameters';
import type { Scope } from './scope';
import { asText } from './typed-value';

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** A template with what it is deployed with. */
export interface StackSource {
  /** Tells it from every other stack of the assembly; two CDK Stages may use the same name. */
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  readonly template: Record<string, any>;
  /** The value that a parameter is given; for a nested stack it comes from the parent, when first asked for. */
  parameter(name: string): unknown;
}

/** What a stack asks of the assembly around it. */
export interface StackSurroundings {
  imported(exportName: string, at: string): unknown;
  /** Whether another stack has a resource of this type and logical id, so that the id alone would name two. */
  isAmbiguous(type: string, logicalId: string): boolean;
  /**
   * The stack that a resource of type `AWS::CloudFormation::Stack` makes.
   * @throws Failure if its template cannot be read
   */
  nested(parent: Stack, logicalId: string): Stack;
}

/** What a stack makes, and what of it cannot be known here. */
export interface DeployedStack {
  readonly resources: readonly Resource[];
  readonly outputs: readonly Output[];
  readonly unresolved: readonly Unresolved[];
}

/** One template whose functions are resolved when asked for. */
export class Stack implements Scope {
  readonly name: string;
  readonly region: string;
  private readonly names = new Map<string, PhysicalNames>();
  private readonly resolving: string[] = [];
  private readonly references = new Map<string, Set<string>>();
  private current: string | undefined;

  constructor(readonly source: StackSource, private readonly around: StackSurroundings) {
    this.name = source.name;
    this.region = source.environment.region;
  }

  /** The nested stacks whose condition holds. */
  get nestedStackIds(): string[] {
    return Object.keys(this.section('Resources')).filter(logicalId => {
      if (this.typeOf(logicalId) !== NESTED_STACK) return false;
      const exists = attempt(() => this.exists(logicalId));
      return 'failure' in exists || exists.value;
    });
  }

  typeOf(logicalId: string): string {
    return String(this.section('Resources')[logicalId].Type);
  }

  deployed(): DeployedStack {
    const unresolved: Unresolved[] = [];
    const read = <T>(logicalId: string, type: string | undefined, compute: () => T | undefined): T[] => {
      const found = attempt(compute);
      if ('value' in found) return found.value === undefined ? [] : [found.value];
      unresolved.push({ stack: this.name, logicalId, type, reason: found.failure.message });
      return [];
    };
    const resources = Object.keys(this.section('Resources')).flatMap(id => read(id, this.typeOf(id), () => this.resource(id)));
    failOnCycle(this.name, this.references);
    const outputs = Object.keys(this.section('Outputs')).flatMap(id => read(id, undefined, () => this.outputWithText(id)));
    return { resources, outputs, unresolved };
  }

  /** The values this stack exports, by export name. */
  export(exportName: string): { readonly value: unknown } | undefined {
    for (const [logicalId, output] of Object.entries<any>(this.section('Outputs'))) {
      const at = `${this.name}/Outputs.${logicalId}`;
      if (output.Export === undefined) continue;
      const isAsked = attempt(() => this.holds(output.Condition, at) && this.resolved(output.Export.Name, `${at}.Export.Name`) === exportName);
      // An export whose name cannot be known is not found under any.
      if ('value' in isAsked && isAsked.value) return { value: this.output(logicalId, at) };
    }
    return undefined;
  }

  output(logicalId: string, at: string): unknown {
    const output = this.section('Outputs')[logicalId];
    if (output === undefined) throw new Failure(`${at}: stack ${this.name} has no output ${logicalId}`);
    return this.resolved(output.Value, `${this.name}/Outputs.${logicalId}`);
  }

  ref(name: string, at: string): unknown {
    const pseudo = pseudoParameter(name, this.name, this.source.environment);
    if (pseudo !== undefined) return pseudo;
    if (Object.hasOwn(this.section('Parameters'), name)) return this.parameter(name, at);
    this.needResource(name, at);
    return this.typeOf(name) === NESTED_STACK ? stackArn(this.around.nested(this, name).name, this.source.environment) : this.namesOf(name).ref;
  }

  attribute(logicalId: string, attribute: string, at: string): unknown {
    this.needResource(logicalId, at);
    if (this.typeOf(logicalId) === NESTED_STACK && attribute.startsWith('Outputs.')) {
      return this.around.nested(this, logicalId).output(attribute.slice('Outputs.'.length), at);
    }
    const names = this.namesOf(logicalId);
    return attribute === 'Arn' && names.arn !== undefined ? names.arn : names.attribute(attribute);
  }

  condition(name: string, at: string): boolean {
    const expression = this.section('Conditions')[name];
    if (expression === undefined) throw new Failure(`${at}: the template has no condition ${name}`);
    const place = `${this.name}/Conditions.${name}`;
    return this.once(place, () => evaluateCondition(expression, this, place));
  }

  mapped(map: string, topKey: string, secondKey: string, at: string): unknown {
    const value = this.section('Mappings')[map]?.[topKey]?.[secondKey];
    if (value === undefined) throw new Failure(`${at}: the template maps nothing at ${map}.${topKey}.${secondKey}`);
    return value;
  }

  imported(exportName: string, at: string): unknown {
    return this.around.imported(exportName, at);
  }

  /** Undefined if its condition does not hold. */
  private resource(logicalId: string): Resource | undefined {
    if (!this.exists(logicalId)) return undefined;
    const { DependsOn: dependsOn = [] } = this.section('Resources')[logicalId];
    const references = new Set<string>([dependsOn].flat());
    this.references.set(logicalId, references);
    const names = this.namesOf(logicalId);
    if (this.typeOf(logicalId) === NESTED_STACK) this.around.nested(this, logicalId);
    const properties = this.propertiesOf(logicalId);
    return { stack: this.name, logicalId, type: this.typeOf(logicalId), properties, ref: names.ref, arn: names.arn };
  }

  /** Resolves the properties and notes which resources they refer to. */
  private propertiesOf(logicalId: string): Record<string, any> {
    this.current = logicalId;
    try {
      return this.resolved(this.section('Resources')[logicalId].Properties ?? {}, this.place(logicalId)) as Record<string, any>;
    } finally {
      this.current = undefined;
    }
  }

  /** Names are made when first asked for, since an explicit one may come from another resource. */
  private namesOf(logicalId: string): PhysicalNames {
    let names = this.names.get(logicalId);
    if (names === undefined) {
      const type = this.typeOf(logicalId);
      const seed = this.around.isAmbiguous(type, logicalId) ? `${this.source.id}-${logicalId}` : logicalId;
      names = physicalNames(type, seed, this.source.environment, path => this.property(logicalId, path));
      this.names.set(logicalId, names);
    }
    return names;
  }

  private property(logicalId: string, path: string): unknown {
    const value = path.split('.').reduce<any>((below, key) => below?.[key], this.section('Resources')[logicalId].Properties);
    return value === undefined ? undefined : this.resolved(value, `${this.place(logicalId)}.${path}`);
  }

  private parameter(name: string, at: string): unknown {
    const declared = this.section('Parameters')[name];
    // A parameter that names an SSM parameter stays what it is: the text of its default.
    const value = this.once(`${this.name}/Parameters.${name}`, () => this.source.parameter(name)) ?? declared.Default;
    if (value === undefined) {
      throw new Failure(`${at}: parameter ${name} of stack ${this.name} has no default; give it one, the local run has no other value for it`);
    }
    const isList = /^(CommaDelimitedList|List<.*>)$/.test(String(declared.Type));
    return isList && !Array.isArray(value) ? String(value).split(',').map(element => element.trim()) : isList ? value : asText(value, at);
  }

  private needResource(logicalId: string, at: string): void {
    if (!Object.hasOwn(this.section('Resources'), logicalId)) {
      throw new Failure(`${at}: stack ${this.name} has no resource or parameter ${logicalId}`);
    }
    if (!this.exists(logicalId)) throw new Failure(`${at}: ${logicalId} is left out, its condition does not hold`);
    if (this.current !== undefined) this.references.get(this.current)?.add(logicalId);
  }

  private exists(logicalId: string): boolean {
    return this.holds(this.section('Resources')[logicalId].Condition, this.place(logicalId));
  }

  private holds(condition: unknown, at: string): boolean {
    return condition === undefined || this.condition(asText(condition, at), at);
  }

  /** Undefined if its condition does not hold. */
  private outputWithText(logicalId: string): Output | undefined {
    const at = `${this.name}/Outputs.${logicalId}`;
    if (!this.holds(this.section('Outputs')[logicalId].Condition, at)) return undefined;
    const value = this.output(logicalId, at);
    return { stack: this.name, logicalId, value: typeof value === 'string' ? value : JSON.stringify(value) };
  }

  private resolved(value: unknown, at: string): unknown {
    return this.once(at, () => resolve(value, this, at));
  }

  /** Fails when resolving a place asks for the same place again. */
  private once<T>(at: string, compute: () => T): T {
    if (this.resolving.includes(at)) {
      throw new CircularDependency(`circular reference: ${[...this.resolving.slice(this.resolving.indexOf(at)), at].join(' -> ')}`);
    }
    this.resolving.push(at);
    try {
      return compute();
    } finally {
      this.resolving.pop();
    }
  }

  private section(name: 'Resources' | 'Outputs' | 'Parameters' | 'Conditions' | 'Mappings'): Record<string, any> {
    return this.source.template[name] ?? {};
  }

  private place(logicalId: string): string {
    return `${this.name}/${logicalId}.Properties`;
  }
}
