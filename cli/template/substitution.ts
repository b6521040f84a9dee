import type { Scope } from './scope';
import { asText } from './typed-value';

/** `Fn::Sub`: `${Name}`, `${LogicalId.Attribute}`, and `${!Literal}` which stands for `${Literal}`. */
export function substitute(template: string, values: Record<string, unknown>, scope: Scope, at: string): string {
  return template.replace(/\$\{(!?)([^{}]*)\}/g, (_, literal: string, body: string) => {
    if (literal !== '') return `\${${body}}`;
    const name = body.trim();
    if (Object.hasOwn(values, name)) return asText(values[name], at);
    const dot = name.indexOf('.');
    return asText(dot < 0 ? scope.ref(name, at) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), at), at);
  });
}
