import * as path from 'path';

/** A program that renders templates: it reads a case a line and writes a result a line. */
export interface EngineProcess {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** The environment variable that holds the socket through which tests reach the program. */
  readonly socket: string;
  /** What to do if it cannot be started. */
  readonly fix: string;
}

const FOLDER = path.resolve(__dirname, '..');
const BUILT = path.join(FOLDER, 'apache/target');
const CLASSES = path.join(BUILT, 'classes');

/** What Maven must have built before. */
export const NEEDED: readonly string[] = [CLASSES];

export const JAVA: EngineProcess = {
  name: 'Java',
  command: 'java',
  arguments: ['-cp', [CLASSES, path.join(BUILT, 'shared/*')].join(path.delimiter), 'io.github.serverlessdatapipeline.velocity.Main', BUILT],
  socket: 'VELOCITY_JAVA_SOCKET',
  fix: 'install a JDK of version 17 or later and Maven',
};

export const PYTHON: EngineProcess = {
  name: 'Python',
  command: 'python3',
  arguments: [path.join(FOLDER, 'python/render.py')],
  socket: 'VELOCITY_PYTHON_SOCKET',
  fix: 'run `pip install -r .ci/requirements.txt` in a virtual environment, and activate it',
};
