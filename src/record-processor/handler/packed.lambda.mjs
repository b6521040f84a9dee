// The entry in Lambda where records hold many events. An ES module for the reason that index.lambda.mjs gives.
import { createHandler } from './create-handler';
import { packedRecordLines } from './record-lines';
import { spliceLines } from './splice-lines';

export const handler = await createHandler(process.env, import.meta.dirname, packedRecordLines, spliceLines);
