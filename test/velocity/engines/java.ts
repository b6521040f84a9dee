import * as path from 'path';

const PROJECT = path.resolve(__dirname, '../apache/target');
export const CLASSES = path.join(PROJECT, 'classes');

/** How the Java side is started, once it was built: it reads a case a line and writes a result a line. */
export const JAVA_ARGUMENTS = [
  '-cp', [CLASSES, path.join(PROJECT, 'shared/*')].join(path.delimiter),
  'io.github.serverlessdatapipeline.velocity.Main', PROJECT,
];

/** Where the tests find it. */
export const SOCKET = 'VELOCITY_SOCKET';
