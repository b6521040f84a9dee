import type { Assembly, ClassType, Docs, EnumMember, EnumType, InterfaceType, Parameter, Property, Type, TypeReference } from '@jsii/spec';

/** A method or a constructor. */
export interface Callable {
  readonly type: ClassType | InterfaceType;
  readonly where: string;
  /** A constructor has none. */
  readonly name?: string;
  readonly docs: Docs;
  readonly parameters: readonly Parameter[];
  readonly returns?: TypeReference;
}

export interface PublicProperty {
  readonly type: ClassType | InterfaceType;
  readonly where: string;
  readonly property: Property;
}

export interface PublicParameter {
  readonly callable: Callable;
  readonly where: string;
  readonly parameter: Parameter;
}

export interface PublicEnumMember {
  readonly type: EnumType;
  readonly where: string;
  readonly member: EnumMember;
}

export function types(assembly: Assembly): Type[] {
  return Object.values(assembly.types ?? {});
}

/** A value that a user writes down, a field each. */
export function isStruct(type: Type): type is InterfaceType {
  return type.kind === 'interface' && type.datatype === true;
}

export function properties(assembly: Assembly): PublicProperty[] {
  return withMembers(assembly).flatMap((type) => (type.properties ?? []).map((property) => ({ type, property, where: `${type.name}.${property.name}` })));
}

/** The properties of structs. */
export function props(assembly: Assembly): PublicProperty[] {
  return properties(assembly).filter(({ type }) => isStruct(type));
}

export function constructors(assembly: Assembly): Callable[] {
  return withMembers(assembly).flatMap((type) => (type.kind === 'class' && type.initializer
    ? [{ type, where: type.name, docs: type.initializer.docs ?? {}, parameters: type.initializer.parameters ?? [] }]
    : []));
}

export function methods(assembly: Assembly): (Callable & { readonly name: string })[] {
  return withMembers(assembly).flatMap((type) => (type.methods ?? []).map((method) => ({
    type,
    name: method.name,
    where: `${type.name}.${method.name}`,
    docs: method.docs ?? {},
    parameters: method.parameters ?? [],
    returns: method.returns?.type,
  })));
}

export function parameters(assembly: Assembly): PublicParameter[] {
  return [...constructors(assembly), ...methods(assembly)].flatMap((callable) => callable.parameters.map((parameter) => (
    { callable, parameter, where: `${callable.where}(${parameter.name})` })));
}

export function enumMembers(assembly: Assembly): PublicEnumMember[] {
  return types(assembly).flatMap((type) => (type.kind === 'enum' ? type.members.map((member) => ({ type, member, where: `${type.name}.${member.name}` })) : []));
}

/** Every place that names a type, and the type. */
export function signatures(assembly: Assembly): { readonly where: string; readonly of: TypeReference }[] {
  return [
    ...properties(assembly).map(({ where, property }) => ({ where, of: property.type })),
    ...parameters(assembly).map(({ where, parameter }) => ({ where, of: parameter.type })),
    ...methods(assembly).flatMap(({ where, returns }) => (returns ? [{ where, of: returns }] : [])),
  ];
}

/** A type and all that it is made of. */
export function partsOf(of: TypeReference): TypeReference[] {
  const inside = 'collection' in of ? [of.collection.elementtype]
    : 'union' in of ? of.union.types
      : 'intersection' in of ? of.intersection.types : [];
  return [of, ...inside.flatMap(partsOf)];
}

/** The classes and interfaces that are named in it. */
export function fqnsIn(of: TypeReference): string[] {
  return partsOf(of).flatMap((part) => ('fqn' in part ? [part.fqn] : []));
}

/** As a user would write it. */
export function written(of: TypeReference): string {
  if ('primitive' in of) {
    return of.primitive;
  }
  if ('fqn' in of) {
    return of.fqn;
  }
  if ('collection' in of) {
    return `${of.collection.kind} of ${written(of.collection.elementtype)}`;
  }
  return ('union' in of ? of.union.types.map(written).join(' | ') : of.intersection.types.map(written).join(' & '));
}

/** Summary and remarks, as one line. */
export function textOf(docs: Docs | undefined): string {
  return [docs?.summary, docs?.remarks].filter(Boolean).join(' ').replace(/\s+/g, ' ');
}

function withMembers(assembly: Assembly): (ClassType | InterfaceType)[] {
  return types(assembly).filter((type): type is ClassType | InterfaceType => type.kind !== 'enum');
}
