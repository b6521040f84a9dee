import { handlerBundle, MAX_HANDLER_BYTES } from '../measure/handler-bundle';
import type { Subject } from '../measure/measurement';
import { MAX_PACKAGE, packageSizes, runtimeDependencies } from '../measure/package-size';
import { installedPackage } from '../measure/workplace';

export const packageContents: Subject = {
  name: 'package',
  description: 'what npm downloads and writes, with and without the command line in assets/cli',
  async measure(place) {
    const installed = installedPackage(place);
    const { whole, construct } = packageSizes(installed, place.project);
    const handler = handlerBundle(installed);
    return {
      measurements: [
        { what: 'tarball without the command line', figure: construct.packed / 1024, unit: 'KB', bar: { atMost: MAX_PACKAGE.packed / 1024 } },
        { what: 'unpacked without the command line', figure: construct.unpacked / 1024, unit: 'KB', bar: { atMost: MAX_PACKAGE.unpacked / 1024 } },
        { what: 'files without the command line', figure: construct.files, unit: '' },
        { what: 'tarball', figure: whole.packed / 1024, unit: 'KB' },
        { what: 'unpacked', figure: whole.unpacked / 1024, unit: 'KB' },
        { what: 'runtime dependencies', figure: runtimeDependencies(installed).length, unit: '', bar: { atMost: 0 } },
        { what: 'handler bundle', figure: handler.bytes / 1024, unit: 'KB', bar: { atMost: MAX_HANDLER_BYTES / 1024 } },
        { what: 'dependencies of the handler', figure: handler.dependencies.length, unit: '', bar: { atMost: 0 } },
      ],
    };
  },
};
