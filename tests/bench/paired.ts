/** One call of an arm; `i` counts calls within a slice. */
export type Arm = (i: number) => unknown;

/** What a benchmark reports; `ratio` is ours ÷ floor, measured in the same run. */
export interface BenchResult {
  readonly id: string;
  readonly name: string;
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly op: '>=' | '<=';
  readonly target: number;
  readonly pass: boolean;
  readonly floor?: ArmFigures;
  readonly ours?: ArmFigures;
  /** Correctness after the run: without them the number is void. */
  readonly checks?: Readonly<Record<string, number | string | boolean>>;
  /** Floor against floor: outside 0.90 to 1.10 the machine was too restless to tell. */
  readonly nullRatio?: number;
}

export interface ArmFigures {
  readonly perSecond: readonly number[];
  /** Milliseconds of one call. */
  readonly p50: number;
  readonly p99: number;
  /** Largest resident set seen at the end of a slice. */
  readonly rssMb: number;
}

interface PairedOptions {
  readonly clients: number;
  readonly floor: Arm;
  readonly ours: Arm;
  /** Work that was put off and counts: awaited at the end of each of our slices. */
  readonly settle?: () => Promise<void>;
  readonly slices?: number;
  /** Length of a slice in milliseconds. */
  readonly ms?: number;
}

/** The value in the middle; of an even number of values, the upper of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

async function slice(clients: number, ms: number, arm: Arm, settle?: () => Promise<void>) {
  const start = performance.now();
  const took: number[] = [];
  let i = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - start < ms) {
        const began = performance.now();
        await arm(i++);
        took.push(performance.now() - began);
      }
    }),
  );
  await settle?.();
  return { perSecond: (took.length / (performance.now() - start)) * 1000, took };
}

const ARMS = ['floor', 'ours'] as const;

/**
 * Calls both arms so many times before anything is measured. What often runs is compiled after so many calls, not after
 * so many seconds: a server is past that within its first minutes, and a slow machine is not within a pair of slices.
 */
export async function warmUp(o: Pick<PairedOptions, 'clients' | 'floor' | 'ours'>, calls: number): Promise<void> {
  for (const who of ARMS) {
    let left = calls;
    const client = async (): Promise<void> => {
      while (left-- > 0) await o[who](left);
    };
    await Promise.all(Array.from({ length: o.clients }, client));
  }
}

/**
 * Throughput of `ours` as a share of `floor`'s: slices alternate and so does who goes first, because absolute figures
 * move by a factor of two on a shared machine while ratios hold. The first pair warms up and is dropped.
 */
export async function paired(o: PairedOptions) {
  const ratios: number[] = [];
  const seen = {
    floor: { perSecond: [] as number[], took: [] as number[], rssMb: 0 },
    ours: { perSecond: [] as number[], took: [] as number[], rssMb: 0 },
  };
  const rates = { floor: 0, ours: 0 };
  for (let k = -1; k < (o.slices ?? 9); k++) {
    for (const who of k % 2 === 0 ? ARMS : ARMS.toReversed()) {
      const r = await slice(o.clients, o.ms ?? 700, o[who], who === 'ours' ? o.settle : undefined);
      rates[who] = r.perSecond;
      if (k < 0) continue;
      seen[who].perSecond.push(r.perSecond);
      seen[who].took.push(...r.took);
      seen[who].rssMb = Math.max(seen[who].rssMb, Math.round(process.memoryUsage.rss() / 2 ** 20));
    }
    if (k >= 0) ratios.push(rates.ours / rates.floor);
  }
  const figures = ({ perSecond, took, rssMb }: (typeof seen)['floor']): ArmFigures => ({
    perSecond,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    rssMb,
  });
  return {
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    floor: figures(seen.floor),
    ours: figures(seen.ours),
  };
}

export const passes = (ratio: number, op: '>=' | '<=', target: number): boolean =>
  op === '>=' ? ratio >= target : ratio <= target;

/** The one line a benchmark prints. */
export function line(r: Omit<BenchResult, 'pass'>): string {
  const n = (x: number) => x.toFixed(2);
  const verdict = passes(r.ratio, r.op, r.target) ? 'PASS' : 'FAIL';
  return `${r.id} ${r.name}: ratio ${n(r.ratio)} (min ${n(r.min)} max ${n(r.max)}) target ${r.op} ${n(r.target)} ${verdict}`;
}
