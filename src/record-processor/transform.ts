import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { TRANSFORM_MODULE } from './contract';
import { handlerCode } from './handler-asset';
import { findNodeModule } from './node-module';
import type { BatchMode } from '../batch-mode';
import { warn } from '../private/warnings';

/** What a transform brings to the record processor: the code of its function, or a whole function. */
export interface TransformConfig {
  /**
   * The handler with the user's code beside it.
   *
   * @default - a function is brought
   */
  readonly code?: lambda.Code;

  /**
   * What the handler has to know about the user's code, as environment variables: names of `A-Z a-z 0-9 _`, with up to 4,096 bytes in all.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   * @default - no environment variables
   */
  readonly environment?: { [name: string]: string };

  /**
   * A function that does the whole work of a Firehose processor.
   *
   * @default - a function is created from the code
   */
  readonly processorFunction?: lambda.IFunction;
}

/** What a transform has to know of the record processor that it is given to. */
export interface TransformBindOptions {
  /** What a record of the stream is: one event, or many, one a line. */
  readonly batchMode: BatchMode;
}

/** What happens to each event between Firehose and S3. */
export abstract class Transform {
  /**
   * A function of yours for Node, in a file of its own that imports nothing of this library:
   *
   *     export function transform(event, context) { return event; }
   *
   * It returns the event, changed or not, a list of events, or nothing to skip it; it may be async. An event is what JSON can write: what would lose its
   * content, alone or in a field, fails the record (a generator, `Map`, `Set`, typed array, `Buffer`, `Error` or a promise in a list). An event that it throws for is kept under
   * the error prefix, and its neighbours are not touched, but with `BatchMode.PACKED` its whole record is kept there. Numbers are JavaScript numbers on this
   * way: integers above 2^53 lose digits.
   *
   * The context has a `recordId`, which has the number of the event's line behind (`<id>-0`) if records are packed, and the `approximateArrivalTimestamp` in
   * milliseconds.
   *
   * @param path a `.mjs`, `.cjs` or `.js` file (the nearest package.json decides the type of `.js`), or a folder with its dependencies
   * installed by npm, whose entry is named in its package.json or is `index.mjs`, `index.js` or `index.cjs`. Relative paths start at the
   * working directory. It is copied as it is: TypeScript is built before.
   */
  static node(path: string): Transform {
    return new NodeTransform(path);
  }

  /**
   * A whole Firehose processor of your own: it gets Firehose's event and answers every record itself. No function is created.
   *
   * With `BatchMode.PACKED` a record holds many events, one a line, and it has to split them itself: a warning says so.
   *
   * Its timeout must not be above 5 minutes; of an imported function that cannot be checked. `event_id`, `received_at` and the line feed at the end of each
   * event are its job.
   */
  static fromFunction(processorFunction: lambda.IFunction): Transform {
    return new FunctionTransform(processorFunction);
  }

  /** Called by the record processor, once for each processor that the transform is given to. */
  abstract bind(scope: Construct, options: TransformBindOptions): TransformConfig;
}

class NodeTransform extends Transform {
  constructor(private readonly path: string) {
    super();
  }

  bind(scope: Construct, options: TransformBindOptions): TransformConfig {
    const module = findNodeModule(scope, this.path);
    if (module.missingImports.length > 0) {
      warn(scope, 'transformImports', `transform: got ${this.path}, which imports ${module.missingImports.join(', ')}, but only this file is copied; `
        + 'give its folder, with its dependencies installed');
    }
    return { code: handlerCode(scope, options.batchMode, module.addition), environment: { [TRANSFORM_MODULE]: module.entry } };
  }
}

class FunctionTransform extends Transform {
  constructor(private readonly processorFunction: lambda.IFunction) {
    super();
  }

  bind(_scope: Construct, _options: TransformBindOptions): TransformConfig {
    return { processorFunction: this.processorFunction };
  }
}
