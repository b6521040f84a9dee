// The entry in Lambda. An ES module, because only that can wait: a transform that cannot be loaded fails the start of the function, not its
// first batch. TypeScript compiles the rest for CommonJS, so these lines are JavaScript.
import { createHandler } from './create-handler';
import { eventRecordLines } from './record-lines';
import { spliceBatch } from './splice-batch';

export const handler = await createHandler(process.env, import.meta.dirname, eventRecordLines, spliceBatch);
