import { accountBenches } from './accounts.bench';
import { bots } from './bot.bench';
import { run as cases } from './cases.bench';
import { run as completeness } from './completeness.bench';
import { run as evidence } from './evidence.bench';
import { run as firstPaint } from './first-paint.bench';
import { type BenchResult, line } from './paired';
import { benches } from './sign.bench';
import { starts } from './start.bench';
import { run as verify } from './verify.bench';

interface Bench {
  readonly name: string;
  readonly run: (o: { slices?: number; ms?: number; planted?: number }) => Promise<BenchResult>;
}

/** Every benchmark, by name; either part of it, before or after the stroke, names it on the command line. */
export const ALL: readonly Bench[] = [
  ...Object.entries(benches).map(([name, run]) => ({ name, run })),
  ...Object.entries(bots).map(([name, run]) => ({ name, run })),
  { name: 'B3', run: firstPaint },
  { name: 'B5/evidence', run: evidence },
  { name: 'B6', run: cases },
  { name: 'B7', run: verify },
  { name: 'completeness', run: completeness },
  ...Object.entries(accountBenches).map(([name, run]) => ({ name, run })),
  ...Object.entries(starts).map(([name, run]) => ({ name, run })),
];
export { line };
