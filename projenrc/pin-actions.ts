import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { readActionPins, writeActionPins } from './action-pins';
import { pinTags } from './tag-pins';

const WORKFLOWS = path.resolve(__dirname, '../.github/workflows');

const texts = readdirSync(WORKFLOWS).map((name) => readFileSync(path.join(WORKFLOWS, name), 'utf8'));
writeActionPins(pinTags(texts, readActionPins(), (repository) => `https://github.com/${repository}.git`));
