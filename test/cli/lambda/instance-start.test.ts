import * as path from 'path';
import { Instance, LoadError } from '../../../cli/lambda/instance';

test('a process that cannot be started is said so', async () => {
  const instance = new Instance({
    runtimeFile: __filename,
    settings: { file: '', exportPath: [], nodeMajor: 22, functionName: 'f', functionArn: 'f', memorySize: 128, logGroup: '', logStream: '' },
    taskRoot: path.join(__dirname, 'no such folder'),
    environment: {},
    timeoutMs: 1000,
    onLog: () => undefined,
  });
  await expect(instance.ready).rejects.toThrow(LoadError);
  await expect(instance.ready).rejects.toThrow(/its process cannot be started: spawn .* ENOENT/);
  await instance.end();
});
