import { contentHash } from '../ledger/hash';
import type { Actual } from './account';
import { type Standing, desired, momentsOf, standingAt } from './desired';
import { foreseen } from './effects';
import type { Facts, Holder } from './facts';
import { startOf } from './moments';
import { plan } from './plan';
import { type Step, stepHash } from './step';

/** What happens at one of the moments of a case. `at` null means as soon as approved; `signed` waits for the signature. */
export interface Stage {
  readonly at: number | 'signed' | null;
  readonly standing: Standing;
  readonly steps: readonly Step[];
}

/** Restoring or deleting shows its next steps only when it has happened. */
const ROUNDS = 3;

/**
 * Every change of a case from now to its end, as far as anybody can foresee: this is what a person approves. Later
 * stages assume that the earlier ones happened.
 */
export function schedule(holder: Holder, facts: Facts, actual: Actual, now: number): Stage[] {
  const moments: { at: Stage['at']; now: number; facts: Facts }[] = [
    { at: null, now, facts },
    ...momentsOf(facts, now).map((at) => ({ at, now: at, facts })),
  ];
  const unsigned = moments.findIndex((m) => ['pending', 'waiting'].includes(standingAt(m.facts, m.now)));
  const { stint } = facts;
  if (stint && unsigned >= 0) moments.splice(unsigned + 1, 0, signing(facts, now, startOf(stint.from)));
  const stages: Stage[] = [];
  let state = actual;
  for (const moment of moments) {
    // Whatever comes after the signature comes to somebody who has signed.
    const known = stages.some((s) => s.at === 'signed')
      ? { ...facts, signedAt: now, restrictedAt: null }
      : moment.facts;
    const { steps, after } = rounds(holder, known, state, moment.now);
    state = after;
    stages.push({ at: moment.at, standing: standingAt(known, moment.now), steps });
  }
  return stages.filter((s) => s.steps.length > 0);
}

const signing = (facts: Facts, now: number, starts: number) => ({
  at: 'signed' as const,
  now: Math.max(now, starts),
  facts: { ...facts, signedAt: now, restrictedAt: null },
});

function rounds(holder: Holder, facts: Facts, actual: Actual, now: number): { steps: Step[]; after: Actual } {
  const want = desired(holder, facts, now);
  const found = new Map<string, Step>();
  let after = actual;
  for (let round = 0; round < ROUNDS; round += 1) {
    const steps = plan(want, after).filter((s) => !found.has(s.key));
    for (const step of steps) found.set(step.key, step);
    after = foreseen(after, steps);
  }
  return { steps: [...found.values()], after };
}

/** The name under which a schedule is approved: any other change, or another date, has another. */
export const scheduleHash = (stages: readonly Stage[]): string =>
  contentHash(stages.map(({ at, steps }) => ({ at, steps: steps.map(stepHash) })));

/** Hygiene of a leaver: what turned up after the approval goes with the rest. */
const COVERED_WITH_CLOSING = ['remove_method', 'disable_device', 'set_reply'];

/** Was exactly this change approved? What a person is asked to do by hand needs no approval. */
export function isCovered(step: Step, approved: readonly Stage[]): boolean {
  if (step.change.do === 'hand_off') return true;
  const rows = approved.flatMap((s) => s.steps);
  if (COVERED_WITH_CLOSING.includes(step.change.do)) return approved.some((s) => s.standing === 'closed');
  const same = rows.find((row) => row.key === step.key);
  return same !== undefined && stepHash({ ...step, waitsFor: same.waitsFor }) === stepHash(same);
}
