/** A template, as far as its resources and outputs go. */
export interface FloorTemplate {
  readonly Resources: Record<string, FloorResource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Description?: string }>;
}

interface FloorResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Properties whose keys are the user's own: L1 classes hand them on as they are. */
const FREE_KEYS = new Set([
  'AssumeRolePolicyDocument', 'Parameters', 'PolicyDocument', 'RequestModels', 'RequestParameters', 'RequestTemplates', 'ResponseParameters',
  'ResponseTemplates', 'Schema', 'Variables',
]);

/**
 * The source of a module that builds the resources of a template again, from the typed L1 classes alone and written out as a user would write them
 * by hand: nothing is read, looped over or converted when it runs. It exports a function of a stack.
 */
export function floorModule(template: FloorTemplate): string {
  const ids = inOrderOfReferences(template.Resources);
  const services = [...new Set(ids.map((id) => service(template.Resources[id])))];
  return [
    "const { Aws, CfnDeletionPolicy, CfnOutput, Fn } = require('aws-cdk-lib/core');",
    ...services.map((name) => `const ${name} = require('aws-cdk-lib/aws-${name}');`),
    'module.exports = (stack) => {',
    ...ids.map((id) => construct(id, template.Resources[id])),
    ...ids.flatMap((id) => attributes(id, template.Resources[id])),
    ...Object.entries(template.Outputs ?? {}).map(([id, output]) => `new CfnOutput(stack, '${id}', ${properties(output)});`),
    '};',
  ].join('\n');
}

function construct(id: string, resource: FloorResource): string {
  const name = resource.Type.split('::')[2];
  return `const ${id} = new ${service(resource)}.Cfn${name}(stack, '${id}', ${properties(resource.Properties ?? {})});`;
}

function attributes(id: string, resource: FloorResource): string[] {
  return [
    ...[resource.DependsOn ?? []].flat().map((other) => `${id}.addDependency(${other});`),
    ...resource.DeletionPolicy ? [`${id}.cfnOptions.deletionPolicy = CfnDeletionPolicy.${constant(resource.DeletionPolicy)};`] : [],
    ...resource.UpdateReplacePolicy ? [`${id}.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.${constant(resource.UpdateReplacePolicy)};`] : [],
    ...resource.Metadata ? [`${id}.cfnOptions.metadata = ${JSON.stringify(resource.Metadata)};`] : [],
  ];
}

/** A resource stands behind the ones that it refers to. */
function inOrderOfReferences(resources: Record<string, FloorResource>): string[] {
  const ordered = new Set<string>();
  const visit = (id: string) => {
    if (!ordered.has(id)) {
      referredTo(resources[id].Properties).filter((other) => other in resources).forEach(visit);
      ordered.add(id);
    }
  };
  Object.keys(resources).forEach(visit);
  return [...ordered];
}

function referredTo(content: unknown): string[] {
  if (typeof content !== 'object' || content === null) {
    return [];
  }
  const { Ref: ref, 'Fn::GetAtt': getAtt } = content as Record<string, any>;
  return [...ref ? [ref] : [], ...getAtt ? [getAtt[0]] : [], ...Object.values(content).flatMap(referredTo)];
}

function service({ Type: type }: FloorResource): string {
  return type.split('::')[1].toLowerCase();
}

function properties(object: object): string {
  return `{ ${Object.entries(object).map(([key, content]) => `${property(key)}: ${value(content, FREE_KEYS.has(key))}`).join(', ')} }`;
}

/** A value of a template as JavaScript. Intrinsic functions become what the CDK offers for them. */
function value(content: unknown, freeKeys: boolean): string {
  if (Array.isArray(content)) {
    // Of a property with keys of the user's own, lists lie deeper: `Parameters` may be a list of objects like any other.
    return `[${content.map((item) => value(item, false)).join(', ')}]`;
  }
  if (typeof content !== 'object' || content === null) {
    return JSON.stringify(content);
  }
  const [[key, argument]] = Object.entries(content);
  switch (key) {
    case 'Ref': return argument.startsWith('AWS::') ? `Aws.${constant(argument.slice('AWS::'.length))}` : `${argument}.ref`;
    case 'Fn::GetAtt': return `${argument[0]}.attr${argument[1]}`;
    case 'Fn::Join': return `[${argument[1].map((part: unknown) => value(part, false)).join(', ')}].join(${JSON.stringify(argument[0])})`;
    case 'Fn::Sub': return `Fn.sub(${JSON.stringify(argument)})`;
    default: return freeKeys ? `{ ${Object.entries(content).map(([name, item]) => `${JSON.stringify(name)}: ${freeValue(item)}`).join(', ')} }` : properties(content);
  }
}

function freeValue(content: unknown): string {
  return Array.isArray(content) ? `[${content.map(freeValue).join(', ')}]` : value(content, true);
}

/** `SSEAlgorithm` is `sseAlgorithm` in an L1 class, and `BucketARN` is `bucketArn`. */
function property(name: string): string {
  return name.replace(/^([A-Z0-9]+)(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase()).replace(/ARN$/, 'Arn');
}

function constant(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').replace('URLSuffix', 'URL_Suffix').toUpperCase();
}
