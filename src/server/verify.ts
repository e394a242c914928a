import { verifyCommand } from './verify/command';

// The verifier's entry: built into one file that runs with nothing but Node and travels with each export.
process.exitCode = await verifyCommand(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
