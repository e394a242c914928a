import type { Actual } from '../../src/core/accounts/account';
import type { Changed } from '../../src/core/accounts/directory';
import { desired } from '../../src/core/accounts/desired';
import { findings } from '../../src/core/accounts/findings';
import { plan } from '../../src/core/accounts/plan';
import { emergency } from '../adapters/graph/emergency';
import { LATENCY_MS, type Provisioned, QUOTA, provision } from '../adapters/graph/provisioning';
import { openPractice } from '../adapters/graph/virtual';
import { account, factsFrom, having, holder, joined } from '../core/accounts/builders';
import { type BenchResult, median, passes, percentile } from './paired';

const STARTERS = 500;
const LEAVERS = 300;
const B4_TARGET = 1.1;
const PAIRS = 3;

/** What is measured in virtual time is the same each time on one seed; one run is enough. */
function provisioning(isSplit: boolean): () => Promise<BenchResult> {
  const name = isSplit ? 'split registrations' : 'one registration';
  return async () => {
    const seen = await provision({ starters: STARTERS, leavers: LEAVERS, isSplit });
    // One registration is judged when all is proved; split ones, whose floor knows of no copies that lag, when all is answered.
    const ratio = (isSplit ? seen.answeredAfter : seen.provedAfter) / seen.floor;
    return {
      ...{ id: 'B4', op: '<=', target: B4_TARGET, ratio, min: ratio, max: ratio },
      name: `${STARTERS} starters and ${LEAVERS} leavers, ${name}, ${seen.writes} writes, ${seconds(seen.provedAfter)} virtual s of ${seconds(seen.floor)}`,
      pass: passes(ratio, '<=', B4_TARGET),
      checks: { ...checksOf(seen), ...figuresOf(seen), latencyMs: LATENCY_MS },
    };
  };
}

const seconds = (ms: number): number => Math.round(ms / 1_000);

const checksOf = (seen: Provisioned) => ({
  oneAccountEach: seen.duplicates === 0 && seen.missing === 0,
  everyDoorShut: seen.stillOpen === 0,
  doorsFirst: seen.isDoorsFirst,
  doorsProvedWithinAMinute: seen.doorsProvedAfter <= 60_000,
  fewWritesAStarter: seen.writesPerStarter <= 8,
  hardlyThrottled: seen.throttled <= 0.01,
  withinTheWindow: seen.mostInWindow <= QUOTA.writes,
});

const figuresOf = (seen: Provisioned) => ({
  writesPerStarter: Number(seen.writesPerStarter.toFixed(2)),
  throttledShare: Number(seen.throttled.toFixed(4)),
  mostInWindow: seen.mostInWindow,
  doorsProvedS: seconds(seen.doorsProvedAfter),
  answeredS: seconds(seen.answeredAfter),
  provedS: seconds(seen.provedAfter),
  floorS: Math.round(seen.floor / 100) / 10,
  states: JSON.stringify(seen.states),
});

const facts = factsFrom([joined(), { at: 0, kind: 'signed' }]);
const who = holder({ oid: account().id });

/** An account as a list of changes tells of it, with what only a look at it can tell taken as it should be. */
const actualOf = (c: Changed): Actual => {
  const whole = account({ id: c.id, address: c.address, isOpen: c.isOpen });
  return having({ ...whole, profile: { ...whole.profile, displayName: c.displayName } });
};

const PLANNED = 10_000;
const PLAN_MS = 5_000;
const PLAN_MB = 300;

/** What it takes to plan so many people out of a list of changes, reading the list included. */
async function planning(): Promise<BenchResult> {
  const practice = await openPractice({ school: '100k', client: { timeoutMs: 60_000 } });
  try {
    const times: number[] = [];
    let grown = 0;
    let planned = 0;
    for (let k = 0; k < PAIRS; k += 1) {
      const before = process.memoryUsage.rss();
      const began = performance.now();
      const plans = new Map<string, number>();
      for await (const page of practice.directory.changes(null)) {
        for (const c of page.accounts) {
          const want = desired({ ...who, key: c.key ?? '', oid: c.id }, facts, practice.now());
          plans.set(c.id, plan(want, actualOf(c)).length);
        }
        if (plans.size >= PLANNED) break;
      }
      times.push(performance.now() - began);
      grown = Math.max(grown, process.memoryUsage.rss() - before);
      planned = plans.size;
    }
    const ratio = median(times) / PLAN_MS;
    const mb = Math.round(grown / 2 ** 20);
    return {
      ...{
        id: 'accounts',
        op: '<=',
        target: 1,
        ratio,
        min: Math.min(...times) / PLAN_MS,
        max: Math.max(...times) / PLAN_MS,
      },
      name: `planning ${planned} people from changes, ${Math.round(median(times))} ms of ${PLAN_MS}, ${mb} MB of ${PLAN_MB}`,
      pass: passes(ratio, '<=', 1) && mb <= PLAN_MB,
      checks: { everybodyIsPlanned: planned >= PLANNED, grownMb: mb },
    };
  } finally {
    await practice.graph.close();
  }
}

const CHECKED = 100_000;
const CHECK_MS = 60_000;

/** Comparing everybody of an authority with what they should be: the time of a person is that of a tenth as many. */
async function drift(): Promise<BenchResult> {
  // Nothing is waited for, so that the processor's own time is the figure: a busy machine does not change it.
  const check = (people: number): number => {
    const began = process.cpuUsage();
    let found = 0;
    for (let n = 0; n < people; n += 1) {
      const want = desired({ ...who, key: `S${n}` }, facts, MORNING_AFTER);
      found += findings(want, having(account({ isOpen: n % 100 > 0 }))).length;
    }
    if (found < people / 100) throw new Error('what differs is found');
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
  check(CHECKED / 10);
  const pairs = Array.from({ length: PAIRS }, () => ({ few: check(CHECKED / 10), many: check(CHECKED) }));
  const ratios = pairs.map(({ few, many }) => many / (few * 10));
  const worst = Math.max(...pairs.map((p) => p.many));
  const ratio = median(ratios);
  return {
    ...{ id: 'accounts', op: '<=', target: 1.3, ratio, min: Math.min(...ratios), max: Math.max(...ratios) },
    name: `drift check of ${CHECKED}, ${Math.round(worst)} ms of ${CHECK_MS}, a person's time against a tenth as many`,
    pass: passes(ratio, '<=', 1.3) && worst <= CHECK_MS,
    checks: { worstMs: Math.round(worst) },
  };
}

const MORNING_AFTER = Date.parse('2026-09-15T08:00:00Z');

const SENT_MS = 2_000;
const PROVED_MS = 60_000;
const BUSY_STARTERS = 200;

/** Doors closed at once while many starters are on their way: from the click to Graph's answer, at 100 ms a call. */
async function block(): Promise<BenchResult> {
  const { acknowledgedMs: sent, provedMs, startersLeft, stillOpen } = await emergency({ starters: BUSY_STARTERS });
  const [p95, proved] = [percentile(sent, 0.95), Math.max(...provedMs)];
  return {
    ...{ id: 'accounts', op: '<=', target: 1, ratio: p95 / SENT_MS },
    ...{ min: Math.min(...sent) / SENT_MS, max: Math.max(...sent) / SENT_MS },
    name: `emergency block among ${BUSY_STARTERS} starters, answered after ${Math.round(median(sent))} ms, ${Math.round(p95)} ms (p95) of ${SENT_MS}, read back after ${(proved / 1_000).toFixed(1)} s of ${PROVED_MS / 1_000}`,
    pass: passes(p95 / SENT_MS, '<=', 1) && proved <= PROVED_MS,
    checks: { everyDoorShut: stillOpen === 0, busyToTheEnd: startersLeft > 0, startersLeft },
  };
}

export const accountBenches = {
  'accounts/B4-one': provisioning(false),
  'accounts/B4-split': provisioning(true),
  'accounts/plan': planning,
  'accounts/drift': drift,
  'accounts/emergency': block,
};
