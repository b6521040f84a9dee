import type { Resource } from '../template/deployment';

/** A path of the API with the methods it has. */
interface RouteNode<T> {
  readonly path: string;
  readonly fixed: Map<string, RouteNode<T>>;
  /** A part like `{id}` or `{proxy+}`. */
  variable?: { readonly name: string; readonly isGreedy: boolean; readonly node: RouteNode<T> };
  readonly methods: Map<string, T>;
}

export interface Match<T> {
  readonly method: T;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the method of a request in the tree of the API's resources. */
export class Routes<T> {
  private readonly root: RouteNode<T>;

  /**
   * @param rootResourceId what the API's `RootResourceId` gives
   * @param prepare makes what is kept of a method
   */
  constructor(rootResourceId: string, resources: readonly Resource[], methods: readonly Resource[], prepare: (method: Resource, path: string) => T) {
    const build = (resourceId: string, path: string): RouteNode<T> => {
      const own = methods.filter(({ properties }) => properties.ResourceId === resourceId);
      const node: RouteNode<T> = {
        path,
        fixed: new Map(),
        methods: new Map(own.map(method => [String(method.properties.HttpMethod).toUpperCase(), prepare(method, path)])),
      };
      for (const child of resources.filter(({ properties }) => properties.ParentId === resourceId)) {
        const part = String(child.properties.PathPart);
        const below = build(child.ref, `${path === '/' ? '' : path}/${part}`);
        const [, name, plus] = /^\{(.+?)(\+?)\}$/.exec(part) ?? [];
        if (name === undefined) node.fixed.set(part, below);
        else node.variable = { name, isGreedy: plus === '+', node: below };
      }
      return node;
    };
    this.root = build(rootResourceId, '/');
  }

  /** @param path below the stage, as the client sent it */
  find(httpMethod: string, path: string): Match<T> | undefined {
    const parts = path.split('/').slice(1);
    if (parts[parts.length - 1] === '') parts.pop();
    return walk(this.root, parts, httpMethod, {});
  }
}

/** Fixed parts win over `{name}`, which wins over `{name+}`. */
function walk<T>(node: RouteNode<T>, parts: readonly string[], httpMethod: string, pathParameters: Record<string, string>): Match<T> | undefined {
  if (parts.length === 0) {
    const method = node.methods.get(httpMethod) ?? node.methods.get('ANY');
    return method === undefined ? undefined : { method, pathParameters };
  }
  const [part, ...rest] = parts;
  const fixed = node.fixed.get(decoded(part));
  const found = fixed === undefined ? undefined : walk(fixed, rest, httpMethod, pathParameters);
  if (found !== undefined || node.variable === undefined) return found;
  const { name, isGreedy, node: below } = node.variable;
  return isGreedy
    ? walk(below, [], httpMethod, { ...pathParameters, [name]: decoded(parts.join('/')) })
    : walk(below, rest, httpMethod, { ...pathParameters, [name]: decoded(part) });
}

/** A part that is not well encoded stays as it was sent. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, encoded => Buffer.from(encoded.replace(/%/g, ''), 'hex').toString('utf8'));
}
