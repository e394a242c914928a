const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take long for their size, by which a first run would put them last and one processor would idle. */
const LONG = /\/(?:core\/(?:use-cases|access\/matrix|incidents\/subject)|server\/kill(?:-cases)?)\.test\.ts$/;
const isEarly = (test) => test.context.config.displayName?.name === 'browser' || LONG.test(test.path);

/** The order of jest, but with the browser's suites and other long ones begun first. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isEarly), ...sorted.filter((test) => !isEarly(test))];
  }
};
