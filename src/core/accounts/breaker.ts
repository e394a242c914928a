import type { Scheme } from './role-template';
import type { Stage } from './schedule';

/** Why a run stops until a person has looked. */
export type Tripped = 'too_many_closed' | 'too_large_a_share' | 'larger_than_usual';

export interface Traffic {
  /** Accounts closed within the last hour, those about to be closed counted too. */
  readonly closing: number;
  readonly accounts: number;
  /** People concerned by this run, and by the largest one before it; 0 when there was none. */
  readonly people: number;
  readonly usual: number;
}

/** A run this small is never unusual, whatever came before. */
const SMALL = 10;

/** Mass change is a mistake or an attack more often than not. @returns null when the run may go on. */
export function breaker(t: Traffic, limits: Scheme['breaker']): Tripped | null {
  if (t.closing > limits.closesAnHour) return 'too_many_closed';
  if (t.closing > SMALL && t.closing * 100 > t.accounts * limits.share) return 'too_large_a_share';
  return t.usual > 0 && t.people > SMALL && t.people > t.usual * limits.factor ? 'larger_than_usual' : null;
}

const isClosing = (stage: Stage): boolean => stage.steps.some((step) => step.change.do === 'close');

/** Does a plan close an account at any time? These are what the breaker counts. */
export const closes = (stages: readonly Stage[]): boolean => stages.some(isClosing);

/** Is an account of the plan closed by that moment? */
export const closesBy = (stages: readonly Stage[], moment: number): boolean =>
  stages.some((stage) => typeof stage.at === 'number' && stage.at <= moment && isClosing(stage));
