const { writeSync } = require('node:fs');

/**
 * Closes the run with `N passed, N failed` alone on the last line, over all projects. A test file that could not run
 * counts as one failure. Goes to standard output, which jest leaves to others unless it was asked for JSON.
 */
module.exports = class Totals {
  constructor(globalConfig) {
    this.isJson = globalConfig.json && !globalConfig.outputFile;
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed\n`;
    process.once('exit', () => writeSync(this.isJson ? 2 : 1, line));
  }
};
