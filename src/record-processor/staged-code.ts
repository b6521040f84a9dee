import * as path from 'path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FileAssetPackaging, Names, Stack, Stage } from 'aws-cdk-lib/core';
import type { CfnResource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * A folder that lies in the assembly already, as the code of a function. `lambda.Code.fromAsset` would give the same template. But it also imports
 * the bucket of the asset, to offer `grantRead`, and that makes every synth load the facts of all regions, a tenth of its time.
 *
 * @param folder its name is `asset.<hash>`, with or without an extension
 */
export function stagedCode(folder: string): lambda.Code {
  // The class stands here because its base class takes a part of the module with it, which nobody wants who only imports this library.
  class StagedCode extends lambda.Code {
    readonly isInline = false;
    private assetPath?: string;

    bind(scope: Construct): lambda.CodeConfig {
      const [, sourceHash] = path.basename(folder).split('.');
      // The assembly of a Stage refers to the asset folder of the app.
      this.assetPath = path.relative(Stage.of(scope)!.outdir, folder);
      const { bucketName, objectKey } = Stack.of(scope).synthesizer.addFileAsset({
        packaging: FileAssetPackaging.ZIP_DIRECTORY,
        sourceHash,
        fileName: this.assetPath,
        deployTime: true,
        displayName: `${Names.stackRelativeConstructPath(scope)}/Code`,
      });
      return { s3Location: { bucketName, objectKey } };
    }

    /** `sam local` and `cdk watch` find the code by these entries, which the CDK's command line asks for. */
    bindToResource(resource: CfnResource, options: lambda.ResourceBindOptions = {}): void {
      if (resource.node.tryGetContext('aws:cdk:enable-asset-metadata')) {
        resource.addMetadata('aws:asset:path', this.assetPath);
        resource.addMetadata('aws:asset:is-bundled', false);
        resource.addMetadata('aws:asset:property', options.resourceProperty ?? 'Code');
      }
    }
  }
  return new StagedCode();
}
