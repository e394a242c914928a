import { z } from 'zod';
import { type PersonId } from '../ids';
import type { Desired } from './desired';

export const PassId = z.guid().brand('PassId');
export type PassId = z.infer<typeof PassId>;

/**
 * `asked`: no worker has taken it. `making`: about to be made, or made with no answer kept. `ready`: waits, sealed, for
 * the page that asked. `shown`: that page has it. `lost`: nobody fetched it in time, so nobody has seen it. `held`: an
 * earlier one works still and nobody agreed to end it. `late`: no worker came, and nothing was made.
 */
export type PassState = 'asked' | 'making' | 'ready' | 'shown' | 'lost' | 'held' | 'refused' | 'unclear' | 'late';

/** How the making of a pass ended, as whoever made it says. The pass itself is sealed before it comes here. */
export type PassMade =
  | { readonly state: 'ready'; readonly sealed: string; readonly validUntil: number | null }
  | { readonly state: 'held' | 'refused' | 'unclear' };

/**
 * A pass, or a pupil's first password (it has no end), that somebody at the desk asked for. Nothing in it is the pass:
 * `sealed` opens on the asking page alone.
 */
export interface DeskPass {
  readonly id: PassId;
  readonly personId: PersonId;
  readonly by: PersonId;
  readonly at: number;
  /** RSA, SPKI in base64: its other half never leaves the page that asked. */
  readonly publicKey: string;
  /** The person at the desk was told that this ends an earlier pass. */
  readonly replaces: boolean;
  readonly state: PassState;
  readonly validUntil: number | null;
}

export interface PassStore {
  addPass(pass: DeskPass): Promise<void>;
  pass(id: PassId): Promise<DeskPass | null>;
  /** The person's, newest first; the last few. */
  passesOf(personId: PersonId): Promise<DeskPass[]>;
  /** Takes those that wait: they are `making` from now on, and nobody else's. */
  takeAsked(limit: number): Promise<DeskPass[]>;
  /** Only while it is being made. False: it was given up meanwhile. */
  keepPass(id: PassId, made: PassMade): Promise<boolean>;
  /** When each of them was last shown a pass or a first password; those who never were are missing. */
  shownTo(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, number>>;
  /** The sealed pass, once: it is gone from here with the answer. */
  openPass(id: PassId): Promise<string | null>;
  /** Gives up what has waited too long; what was sealed is gone. @returns how many. */
  dropPasses(o: { readonly askedBefore: number; readonly changedBefore: number }): Promise<number>;
}

/** How long a pass works, in minutes: enough for a first sign-in, and within what tenants allow unless told otherwise. */
export const PASS_MINUTES = 60;
/** A sealed pass is fetched within seconds, or never. */
export const FETCH_WITHIN_MS = 120_000;

/** Why a person is given no pass here. */
export type NoPass = 'no_account' | 'shut' | 'protected' | 'has_role' | 'ict_only' | 'pupil';

/**
 * May somebody at the desk hand this person a pass? A pass is the account for whoever holds it: so never for accounts
 * that nothing here may touch, nor for people with responsibilities in Lantern, whose sign-in opens other people's
 * confidential records; and once somebody has signed, only by the ICT manager.
 */
export function noPass(
  want: Pick<Desired, 'standing' | 'isOpen' | 'protectedIds' | 'holder' | 'as'>,
  o: { readonly hasRole: boolean; readonly isIct: boolean },
): NoPass | null {
  const { oid } = want.holder;
  if (want.as === 'pupil') return 'pupil';
  if (oid === null || want.as === 'guest') return 'no_account';
  if (want.protectedIds.includes(oid)) return 'protected';
  if (o.hasRole) return 'has_role';
  if (!want.isOpen) return 'shut';
  return want.standing === 'pending' || o.isIct ? null : 'ict_only';
}

/**
 * May a pupil be given a first password? Only one whose account is open and nobody's but a child's: it replaces whatever
 * password there is.
 */
export const mayHavePassword = (want: Pick<Desired, 'as' | 'isOpen' | 'protectedIds' | 'holder'>): boolean =>
  want.as === 'pupil' && want.isOpen && want.holder.oid !== null && !want.protectedIds.includes(want.holder.oid);

/** Does the earlier pass still work, as far as anybody here knows? Then a new one ends it. */
export const stillWorks = (pass: Pick<DeskPass, 'state' | 'validUntil'> | undefined, now: number): boolean =>
  pass !== undefined && (pass.state === 'shown' || pass.state === 'lost') && (pass.validUntil ?? 0) > now;

/** One is being made just now: a second would end it before it is shown. */
export const isBeingMade = (pass: Pick<DeskPass, 'state' | 'at'> | undefined, now: number): boolean =>
  pass !== undefined && ['asked', 'making', 'ready'].includes(pass.state) && now - pass.at < FETCH_WITHIN_MS;
