import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { LambdaFunctions } from '../../../cli/lambda/functions';
import type { Deployment, Resource } from '../../../cli/template/deployment';

export const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:my-function';

/** A template with one function, whose code is the given files, run from the sources. */
export class FunctionFixture {
  readonly logs: string[] = [];
  readonly warnings: string[] = [];
  /** Stands for the user's project. */
  readonly project: string;
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'function-fixture-'));
  private readonly open: LambdaFunctions[] = [];
  private readonly runtimeFile = path.join(this.folder, 'runtime.js');

  constructor() {
    this.project = path.join(this.folder, 'project');
    mkdirSync(this.project);
    buildSync({
      entryPoints: [path.join(__dirname, '../../../cli/lambda/runtime.ts')], bundle: true, platform: 'node', target: 'node20', outfile: this.runtimeFile, logLevel: 'error',
    });
  }

  functions(files: Record<string, string>, properties: Record<string, unknown> = {}): LambdaFunctions {
    const asset = mkdtempSync(path.join(this.project, 'asset-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(asset, name)), { recursive: true });
      writeFileSync(path.join(asset, name), text);
    }
    return this.of({ Code: { S3Bucket: 'assets', S3Key: 'code.zip' }, ...properties }, asset);
  }

  of(properties: Record<string, unknown>, asset?: string): LambdaFunctions {
    const resource: Resource = {
      stack: 'Stack',
      logicalId: 'MyFunction',
      type: 'AWS::Lambda::Function',
      ref: 'my-function',
      arn: ARN,
      properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', ...properties },
    };
    const deployment: Deployment = {
      accountId: '000000000000',
      region: 'us-east-1',
      resources: (type) => type === resource.type ? [resource] : [],
      all: () => [resource],
      outputs: [],
      assetPath: (key) => key === 'code.zip' ? asset : undefined,
    };
    const functions = new LambdaFunctions(deployment, {
      maxInstances: 5,
      runtimeFile: this.runtimeFile,
      onLog: (name, line) => this.logs.push(`${name}: ${line}`),
      warn: (message) => this.warnings.push(message),
    });
    this.open.push(functions);
    return functions;
  }

  /** Ends all instances that a test started. */
  async end(): Promise<void> {
    await Promise.all(this.open.splice(0).map(async (functions) => functions.close()));
    this.logs.length = 0;
    this.warnings.length = 0;
  }

  async remove(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
