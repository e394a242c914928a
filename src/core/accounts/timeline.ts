import type { PersonId } from '../ids';
import { type ToApprove, isApproved } from './approval';
import type { StepResult } from './case';
import { isBeginning } from './step';

/** The way of a starter, as the office follows it. */
export type MomentName = 'asked' | 'approved' | 'ready' | 'pass' | 'signed' | 'full';

interface Moment {
  readonly name: MomentName;
  /** Null while it is waited for. */
  readonly at: number | null;
  /** Who did it, where a person did. */
  readonly by: PersonId | null;
}

/** What the way is made of. `pass`: the last one that was handed over since it was asked. */
export interface Course {
  readonly plan: ToApprove;
  readonly askedAt: number;
  readonly results: readonly StepResult[];
  readonly pass: { readonly at: number; readonly by: PersonId } | null;
  readonly signedAt: number | null;
}

const latest = (moments: readonly number[]): number => Math.max(0, ...moments);

/**
 * Asked, approved, account ready, pass handed over, agreement signed, everything open: each with when and by whom, or
 * null while it is waited for. A guest gets an invitation and no pass; whoever signed without one needed none.
 */
export function timeline({ plan, askedAt, results, pass, signedAt }: Course): Moment[] {
  const done = new Map(results.filter((r) => r.state === 'done').map((r) => [r.key, r]));
  const steps = plan.stages.flatMap((s) => s.steps);
  const first = steps.find((s) => isBeginning(s.change));
  const made = first && done.get(first.key);
  const approval = isApproved(plan) ? plan.approvals.at(-1) : undefined;
  const opening = plan.stages.filter((s) => s.at === 'signed').flatMap((s) => s.steps);
  const toOpen = opening.filter((s) => s.change.do !== 'hand_off');
  const opened = toOpen.flatMap((s) => done.get(s.key) ?? []);
  const signed = signedAt !== null && signedAt >= askedAt ? signedAt : null;
  const isOpen = signed !== null && opened.length === toOpen.length;
  const needsPass = first?.change.do !== 'invite' && !(pass === null && signed !== null);
  const all: Moment[] = [
    { name: 'asked', at: askedAt, by: plan.authorId },
    { name: 'approved', at: approval?.at ?? null, by: approval?.by ?? null },
    { name: 'ready', at: made ? made.at || askedAt : null, by: null },
    ...(needsPass ? [{ name: 'pass', at: pass?.at ?? null, by: pass?.by ?? null } as const] : []),
    { name: 'signed', at: signed, by: null },
    { name: 'full', at: isOpen ? latest([...opened.map((r) => r.at), signed]) : null, by: null },
  ];
  return all;
}
