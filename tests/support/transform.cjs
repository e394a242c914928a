const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { transformSync } = require('@babel/core');
const { programVisitor } = require('istanbul-lib-instrument');
const { createTransformer } = require('@swc/jest');

const SWC = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'commonjs' },
};

/**
 * Counts of the branches that ran are put into our own text, before it is compiled: nothing has to be mapped back to it
 * after each suite. Statements and functions have no floor, and counting them would take as long again as the tests.
 */
function counted(text, file) {
  const plugin = ({ types }) => {
    const counts = programVisitor(types, file);
    return {
      visitor: {
        Program: {
          enter(program) {
            const traverse = program.traverse.bind(program);
            program.traverse = (visitor, state) => traverse(visitor, Object.assign(state, BRANCHES_ALONE));
            counts.enter(program);
            delete program.traverse;
          },
          exit: (program) => void counts.exit(program),
        },
      },
    };
  };
  const { code } = transformSync(text, {
    filename: file,
    configFile: false,
    babelrc: false,
    sourceMaps: 'inline',
    compact: false,
    parserOpts: { sourceType: 'module', plugins: ['typescript', ...(file.endsWith('x') ? ['jsx'] : [])] },
    plugins: [plugin],
  });
  return code;
}

const BRANCHES_ALONE = { insertStatementCounter: () => {}, insertFunctionCounter: () => {} };

/** What another edition of this file made is not taken for what this one makes. */
const SELF = createHash('sha256').update(fs.readFileSync(__filename)).digest('hex');

module.exports = {
  createTransformer() {
    const swc = createTransformer(SWC);
    return {
      canInstrument: true,
      getCacheKey: (...given) => `${swc.getCacheKey(...given)} ${SELF}`,
      process: (text, file, options) => swc.process(options.instrument ? counted(text, file) : text, file, options),
    };
  },
};
