const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take long for their size, by which a first run would put them last and one processor would idle. */
const LONG = /\/(?:core\/(?:use-cases|access\/matrix|incidents\/subject)|server\/kill(?:-cases)?)\.test\.ts$/;
/** How many others are begun after each of the browser's suites. */
const BETWEEN = 4;

const isBrowser = (test) => test.context.config.displayName?.name === 'browser';
const isLong = (test) => LONG.test(test.path);

/**
 * The order of jest, but with what takes long begun first, and the browser's suites among the others: they wait for
 * pages, the others for the processor, so that beside each other neither idles.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const browser = sorted.filter(isBrowser);
    const others = sorted.filter((test) => !isBrowser(test));
    const rest = [...others.filter(isLong), ...others.filter((test) => !isLong(test))];
    return [...browser.flatMap((test) => [test, ...rest.splice(0, BETWEEN)]), ...rest];
  }
};
