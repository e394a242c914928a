import { z } from 'zod';
import { type Actor, asPerson, holds } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { notFound } from '../../errors';
import { PersonId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import type { AccountRef } from '../account';
import { type Desired, desired } from '../desired';
import type { AccountHolder } from '../holders';
import { knownOf } from '../knowledge';
import {
  type DeskPass,
  FETCH_WITHIN_MS,
  type NoPass,
  type PassMade,
  PASS_MINUTES,
  PassId,
  isBeingMade,
  noPass,
  stillWorks,
} from '../passes';
import { conflict, personSubject } from './shared';

const WHY: Readonly<Record<NoPass, string>> = {
  no_account: 'There is no account yet that a pass could open.',
  shut: 'This account is shut. A pass would open nothing.',
  protected: 'This account may not be touched from here. Ask an administrator.',
  has_role: 'This person has a responsibility in Lantern. An administrator of Microsoft 365 has to do this.',
  ict_only: 'This person has signed in before. Ask the ICT manager.',
  pupil: 'Pupils get a first password: print it for the class.',
};

/** Why this person is given no pass by whoever acts; null when they may be. */
export async function whyNoPass(
  person: AccountHolder,
  want: Desired,
  actor: Actor,
  work: Work,
): Promise<NoPass | null> {
  const hasRole = (await work.people.rolesOf(person.id, work.today)).length > 0;
  return noPass(want, { hasRole, isIct: holds(actor, ['ict_manager'], person.schoolId) });
}

async function wantOf(personId: PersonId, work: Work): Promise<Desired> {
  const { holder, facts } = await knownOf(personId, work);
  return desired(holder, facts, work.now);
}

/** The asking page's own: what is made is sealed to it. */
export const PublicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{300,1200}={0,2}$/, 'This browser made no key. Load the page again.');

/**
 * A pass for the first sign-in is asked for, to be handed over at the desk. A worker makes it; it comes back sealed to a
 * key that only the asking page has, and is shown there once.
 *
 * @throws AppError `conflict` for somebody who is given none, while another is being made, and, unless `replaces`, while
 * an earlier one works.
 */
export const askForPass = useCase({
  name: 'passes.ask',
  action: 'account.hand_pass',
  input: z.strictObject({
    personId: PersonId,
    publicKey: PublicKey,
    isHere: z.literal(true, 'Look who is in front of you before you go on.'),
    replaces: z.boolean(),
  }),
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ input, subject, actor }, work) => {
    const { personId, publicKey, replaces } = input;
    const no = await whyNoPass(subject.person, await wantOf(personId, work), actor, work);
    if (no !== null) throw conflict('personId', WHY[no]);
    const [last] = await work.accounts.passesOf(personId);
    if (isBeingMade(last, work.now)) throw conflict('personId', 'A pass is being made just now. Wait two minutes.');
    if (stillWorks(last, work.now) && !replaces)
      throw conflict('replaces', 'The pass handed over before still works. Say that the new one may end it.');
    const id = work.newId<PassId>();
    const asked = { id, personId, by: asPerson(actor).person.id, at: work.now, publicKey, replaces };
    await work.accounts.addPass({ ...asked, state: 'asked', validUntil: null });
    await work.enqueue('desk', id, 0);
    return { passId: id };
  },
  ledger: {
    kind: 'account.pass',
    ref: ({ output }) => output.passId,
    payload: ({ input, output }) => ({ pass: output.passId, person: input.personId, replaces: input.replaces }),
  },
});

/** How far the pass is. Sealed, it is answered once, to whoever asked for it, and is not kept after that. */
export const fetchPass = useCase({
  name: 'passes.fetch',
  action: 'account.hand_pass',
  input: z.strictObject({ passId: PassId }),
  subject: async ({ passId }, work, actor) => {
    const pass = await work.accounts.pass(passId);
    if (!pass || actor.kind !== 'person' || actor.person.id !== pass.by) throw notFound();
    return { ...(await personSubject(pass.personId, work)), pass };
  },
  run: async ({ subject }, work) => {
    const { id, state, validUntil } = subject.pass;
    const sealed = state === 'ready' ? await work.accounts.openPass(id) : null;
    return { state: sealed === null ? state : ('shown' as const), sealed, validUntil };
  },
  ledger: {
    kind: 'account.pass',
    payload: ({ input, output }) => (output.sealed === null ? null : { pass: input.passId, shown: true }),
  },
});

/** What a worker needs to make a pass: nothing of it says who asked. */
export interface PassToMake {
  readonly passId: PassId;
  readonly ref: AccountRef;
  readonly publicKey: string;
  readonly minutes: number;
  readonly replaces: boolean;
  /** The pupil's year group, where a first password is to be set instead. */
  readonly year: number | null;
}

const MOST = 20;

/** Passes to be made now. What the facts no longer allow, and what waited too long, is given up. */
export const beginPasses = useCase({
  name: 'passes.begin',
  action: 'account.work',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const since = work.now - FETCH_WITHIN_MS;
    const dropped = await work.accounts.dropPasses({ askedBefore: since, changedBefore: since });
    const toMake: PassToMake[] = [];
    for (const pass of await work.accounts.takeAsked(MOST)) {
      const ready = await readied(pass, work);
      if (ready) toMake.push(ready);
    }
    return { toMake, dropped };
  },
  ledger: {
    kind: 'account.pass',
    payload: ({ output }) =>
      output.toMake.length + output.dropped > 0
        ? { begun: output.toMake.map((p) => p.passId), dropped: output.dropped }
        : null,
  },
});

async function readied(pass: DeskPass, work: Work): Promise<PassToMake | null> {
  const want = await wantOf(pass.personId, work);
  const { key, oid } = want.holder;
  const [pupil] = want.as === 'pupil' ? await work.accounts.pupilsBy([pass.personId]) : [];
  if (want.isOpen)
    return {
      passId: pass.id,
      ref: { key, id: oid },
      publicKey: pass.publicKey,
      minutes: PASS_MINUTES,
      replaces: pass.replaces,
      year: pupil?.year ?? null,
    };
  await work.accounts.keepPass(pass.id, { state: 'refused' });
  return null;
}

const Made: z.ZodType<PassMade> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ready'), sealed: z.base64().max(1000), validUntil: z.int().nullable() }),
  z.strictObject({ state: z.enum(['held', 'refused', 'unclear']) }),
]);

/** How the making of a pass ended. The record has that, and never the pass. */
export const keepPass = useCase({
  name: 'passes.keep',
  action: 'account.work',
  input: z.strictObject({ passId: PassId, made: Made }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work) => ({ isKept: await work.accounts.keepPass(input.passId, input.made) }),
  ledger: {
    kind: 'account.pass',
    payload: ({ input, output }) => (output.isKept ? { pass: input.passId, state: input.made.state } : null),
  },
});
