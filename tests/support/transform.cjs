const { createInstrumenter } = require('istanbul-lib-instrument');
const { createTransformer } = require('@swc/jest');

const SWC = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'commonjs' },
};

/** Counts of what ran are put into our own text, before it is compiled: nothing has to be mapped back to it after each suite. */
function counted(text, file) {
  const instrumenter = createInstrumenter({
    esModules: true,
    produceSourceMap: true,
    parserPlugins: ['typescript', ...(file.endsWith('x') ? ['jsx'] : [])],
  });
  const code = instrumenter.instrumentSync(text, file);
  const map = Buffer.from(JSON.stringify(instrumenter.lastSourceMap())).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${map}`;
}

module.exports = {
  createTransformer() {
    const swc = createTransformer(SWC);
    return {
      canInstrument: true,
      getCacheKey: swc.getCacheKey,
      process: (text, file, options) => swc.process(options.instrument ? counted(text, file) : text, file, options),
    };
  },
};
