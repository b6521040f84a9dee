import type { Engine } from './engine';
import { ProcessLine } from './process-line';
import { PYTHON } from './processes';

const LINE = new ProcessLine(PYTHON);

/** PyPI airspeed-ext, the port of Velocity to Python on which API emulators such as LocalStack run mapping templates. */
export const AIRSPEED: Engine = { name: 'airspeed in Python', render: async (call) => LINE.render(call) };
