import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { notFound, sure } from '../../errors';
import { type PersonId, PupilId, SchoolId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { desired } from '../desired';
import { type PupilHolder, holderIdOf } from '../holders';
import { knowledge } from '../knowledge';
import { PassId, isBeingMade, mayHavePassword } from '../passes';
import { told } from '../pupils';
import type { ClassSlipsView } from '../views';
import { PublicKey } from './passes';
import { conflict } from './shared';

/** More than a class has. */
const MOST = 40;
const OneClass = z.strictObject({ schoolId: SchoolId, className: z.string().min(1).max(60) });

interface Open {
  readonly pupil: PupilHolder;
  readonly mayHave: boolean;
}

/** Pupils with an account, and whether a first password may be made for them now. */
async function openAccounts(pupils: readonly PupilHolder[], work: Work): Promise<Open[]> {
  const having = pupils.filter((p) => p.oid !== null);
  if (having.length === 0 || (await work.accounts.scheme()) === null) return [];
  const known = await knowledge(
    having.map((p) => holderIdOf(p.id)),
    work,
  );
  return having.map((pupil) => {
    const { holder, facts } = sure(known.get(holderIdOf(pupil.id)), 'a pupil');
    return { pupil, mayHave: mayHavePassword(desired(holder, facts, work.now)) };
  });
}

/** The pupils of a class with an account, and who has been given a first password. Without a class: the classes there are. */
export const readClassSlips = useCase({
  name: 'passes.ofClass',
  action: 'account.hand_pass',
  input: OneClass.partial({ className: true }),
  ledger: null,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input }, work): Promise<ClassSlipsView> => {
    const all = (await work.accounts.pupilsAt(input.schoolId)).filter(
      (p) => p.endsOn === null || p.endsOn >= work.today,
    );
    const mine = await openAccounts(
      all.filter((p) => p.className === input.className),
      work,
    );
    const shown = await work.accounts.shownTo(mine.map(({ pupil }) => holderIdOf(pupil.id)));
    return {
      classes: [...new Set(all.filter((p) => p.oid !== null).map((p) => p.className))],
      pupils: mine.map(({ pupil, mayHave }) => ({
        pupilId: pupil.id,
        name: told(pupil).name,
        address: pupil.address ?? '',
        mayHave,
        givenAt: shown.get(holderIdOf(pupil.id)) ?? null,
      })),
    };
  },
});

/**
 * First passwords for pupils of a class: each is made by a worker, comes back sealed to the asking page alone, and is
 * shown there once, to be printed and handed out. A pupil who has one gets another instead.
 *
 * @throws AppError `conflict` when a pupil may have none, or when one is being made.
 */
export const askForPasswords = useCase({
  name: 'passes.askForClass',
  action: 'account.hand_pass',
  input: z.strictObject({ schoolId: SchoolId, pupilIds: z.array(PupilId).min(1).max(MOST), publicKey: PublicKey }),
  subject: async ({ schoolId, pupilIds }, work) => {
    const ids = pupilIds.map(holderIdOf);
    const pupils = await work.accounts.pupilsBy(ids);
    if (pupils.length < new Set(ids).size || pupils.some((p) => p.schoolId !== schoolId)) throw notFound();
    return { schoolId, about: ids, pupils };
  },
  run: async ({ input, subject, actor }, work) => {
    const open = await openAccounts(subject.pupils, work);
    if (open.length < subject.pupils.length || open.some((o) => !o.mayHave))
      throw conflict('pupilIds', 'One of these accounts is not open. Look at the class again.');
    const by = asPerson(actor).person.id;
    const passes: { passId: PassId; pupilId: PupilId }[] = [];
    for (const { pupil } of open) {
      const personId = holderIdOf(pupil.id);
      const [last] = await work.accounts.passesOf(personId);
      if (isBeingMade(last, work.now))
        throw conflict('pupilIds', 'First passwords are being made just now. Wait two minutes.');
      const id = work.newId<PassId>();
      const asked = { id, personId, by, at: work.now, publicKey: input.publicKey, replaces: true };
      await work.accounts.addPass({ ...asked, state: 'asked', validUntil: null });
      passes.push({ passId: id, pupilId: pupil.id });
    }
    await work.enqueue('desk', sure(passes[0], 'a first password').passId, 0);
    return { passes };
  },
  ledger: {
    kind: 'account.pass',
    payload: ({ output }) => ({ firstPasswords: output.passes.map((p) => ({ pass: p.passId, pupil: p.pupilId })) }),
  },
});

/** How far they are. Each sealed one is answered once, to whoever asked for it, and is not kept after that. */
export const fetchPasswords = useCase({
  name: 'passes.fetchClass',
  action: 'account.hand_pass',
  input: z.strictObject({ schoolId: SchoolId, passIds: z.array(PassId).min(1).max(MOST) }),
  subject: async ({ schoolId, passIds }, work, actor) => {
    const passes = await Promise.all(passIds.map((id) => work.accounts.pass(id)));
    const mine = passes.flatMap((p) => (p && actor.kind === 'person' && actor.person.id === p.by ? [p] : []));
    if (mine.length < passIds.length) throw notFound();
    const ids = new Set(mine.map((p): PersonId => p.personId));
    const pupils = await work.accounts.pupilsBy([...ids]);
    // A pass of a colleague's has a door of its own, with rules of its own.
    if (pupils.length < ids.size || pupils.some((p) => p.schoolId !== schoolId)) throw notFound();
    return { schoolId, passes: mine };
  },
  run: async ({ subject }, work) => {
    const fetched = [];
    for (const { id, state } of subject.passes) {
      const sealed = state === 'ready' ? await work.accounts.openPass(id) : null;
      fetched.push({ passId: id, state: sealed === null ? state : ('shown' as const), sealed });
    }
    return { passes: fetched };
  },
  ledger: {
    kind: 'account.pass',
    payload: ({ output }) => {
      const shown = output.passes.filter((p) => p.sealed !== null).map((p) => p.passId);
      return shown.length === 0 ? null : { shown };
    },
  },
});
