import { App } from 'aws-cdk-lib/core';
import { EDGES } from './edges';
import { PIPELINES } from './pipelines';

/** Templates of many kinds for a linter that is not ours. Argument: the folder to write them to. */
const app = new App({ outdir: process.argv[2] });
Object.values({ ...PIPELINES, ...EDGES }).forEach((add) => add(app));
app.synth();
