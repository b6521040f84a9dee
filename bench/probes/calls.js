// Runs another probe and counts every call of a JavaScript function meanwhile: a measure of work that no other program on the machine disturbs.
// Arguments: the probe, and its arguments.
const { Session } = require('inspector');
const path = require('path');

const session = new Session();
session.connect();
const [probe] = process.argv.splice(2, 1);
const print = console.log;
console.log = () => undefined;
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false }, () => {
  require(path.resolve(probe));
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    const calls = result.flatMap(({ functions }) => functions).reduce((sum, { ranges }) => sum + ranges[0].count, 0);
    print(JSON.stringify({ calls }));
  });
});
