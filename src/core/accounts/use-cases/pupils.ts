import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { AppError, invalid, notFound, sure } from '../../errors';
import { type PersonId, SchoolId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import type { BatchId } from '../batch';
import { cohortsNow } from '../cohorts';
import { holderIdOf } from '../holders';
import { knowledge } from '../knowledge';
import { type PupilStanding, type PupilsPlan, leavingTogether, placeOf, planPupils, pupilsHash, told } from '../pupils';
import { type Asked, Leaving } from '../requests';
import type { Scheme } from '../role-template';
import type { AccountRequest, RequestId } from '../store';
import type { PupilsView } from '../views';
import { conflict } from './shared';

const OfSchool = z.strictObject({ schoolId: SchoolId });
const Name = z.string().trim().min(1).max(255);

interface Looked {
  readonly scheme: Scheme;
  readonly standings: readonly PupilStanding[];
  readonly plan: PupilsPlan;
}

/** @throws AppError `not_found` while the school has not set accounts up. */
async function look(schoolId: SchoolId, work: Work): Promise<Looked> {
  const scheme = await work.accounts.scheme();
  if (scheme === null) throw notFound('accounts are not set up');
  const pupils = await work.accounts.pupilsAt(schoolId);
  const ids = pupils.map((p) => holderIdOf(p.id));
  const [known, underWay] = [await knowledge(ids, work), await work.accounts.underWay(ids)];
  const standings = pupils.map((pupil): PupilStanding => {
    const id = holderIdOf(pupil.id);
    return { pupil, facts: sure(known.get(id), 'a pupil').facts, isUnderWay: underWay.has(id) };
  });
  return { scheme, standings, plan: planPupils(standings, { scheme, today: work.today }) };
}

/** What a school's register of pupils asks of the accounts, and what each year group is called. Changes nothing. */
export const readPupils = useCase({
  name: 'accounts.pupils',
  action: 'account.request',
  input: OfSchool,
  ledger: null,
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input }, work): Promise<PupilsView> => {
    const { scheme, standings, plan } = await look(input.schoolId, work);
    const seats = await work.accounts.seats();
    return {
      joiners: plan.joiners.map(({ pupil, group }) => ({ ...told(pupil), on: pupil.startsOn, group: group.name })),
      leavers: plan.leavers.map(({ pupil, on }) => ({ ...told(pupil), on })),
      removals: plan.removals.map(told),
      problems: plan.problems.map(({ pupil, what }) => ({ ...told(pupil), what })),
      unchanged: plan.unchanged,
      underWay: plan.underWay,
      hash: pupilsHash(plan),
      seatsLeft: (scheme.pupilLicence && seats?.byGroup[scheme.pupilLicence.id]) ?? null,
      cohorts: cohortsNow(scheme, work.today)
        .filter((c) => c.schoolId === input.schoolId)
        .map((c) => ({ ...c, leaving: leavingTogether(standings, c.entryYear, work.today).length })),
    };
  },
});

type OfPupil = Pick<AccountRequest, 'personId' | 'asked'>;

async function askTogether(name: string, asked: readonly OfPupil[], by: PersonId, work: Work) {
  const requests = asked.map((a): AccountRequest => {
    return { ...a, id: work.newId<RequestId>(), by, at: work.now, state: 'asked' };
  });
  const id = work.newId<BatchId>();
  await work.accounts.addBatch({ id, by, at: work.now, name }, requests);
  await work.enqueue('accounts', id, 0);
  return { batchId: id, people: requests.map((r) => ({ request: r.id, person: r.personId, kind: r.asked.kind })) };
}

const off = (on: z.infer<typeof Leaving>['contractEnd'], at: number): Asked => ({
  kind: 'leaver',
  event: { at, kind: 'leaving', lastWorkingDay: on, contractEnd: on },
});

/**
 * Each pupil of the register who needs something becomes a request; together they are looked at, and approved by
 * another person.
 *
 * @throws AppError `conflict` when what the register asks for is no longer what was shown.
 */
export const askForPupils = useCase({
  name: 'accounts.askForPupils',
  action: 'account.request',
  input: OfSchool.extend({ hash: z.string(), name: Name }),
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input, actor }, work) => {
    const { plan } = await look(input.schoolId, work);
    if (pupilsHash(plan) !== input.hash)
      throw conflict('hash', 'The register has changed since you looked. Look at it again.');
    const { joiners, leavers, removals } = plan;
    if (joiners.length + leavers.length + removals.length === 0)
      throw invalid('hash', 'Nothing has to be asked for: every account is as the register says.');
    const asked = [
      ...joiners.map((j): OfPupil => ({
        personId: holderIdOf(j.pupil.id),
        asked: { kind: 'pupil', event: placeOf(j, work.now) },
      })),
      ...leavers.map(({ pupil, on }): OfPupil => ({ personId: holderIdOf(pupil.id), asked: off(on, work.now) })),
      ...removals.map(({ id }): OfPupil => ({
        personId: holderIdOf(id),
        asked: { kind: 'delete', event: { at: work.now, kind: 'to_delete', on: work.today } },
      })),
    ];
    return askTogether(input.name, asked, asPerson(actor).person.id, work);
  },
  ledger: {
    kind: 'account.requested',
    ref: ({ output }) => output.batchId,
    payload: ({ input, output }) => ({
      kind: 'pupils',
      batch: output.batchId,
      list: input.hash,
      people: output.people,
    }),
  },
});

/**
 * A year group leaves together: their accounts close in the evening of the day, for everybody of it who has one.
 *
 * @throws AppError `conflict` when other pupils would leave than were shown.
 */
export const yearLeaves = useCase({
  name: 'accounts.yearLeaves',
  action: 'account.request',
  input: OfSchool.extend({
    entryYear: z.int().min(2000).max(2100),
    on: Leaving.shape.contractEnd,
    expected: z.int().min(1),
    name: Name,
  }),
  subject: ({ schoolId }) => Promise.resolve({ schoolId }),
  run: async ({ input, actor }, work) => {
    const { on } = input;
    if (on < work.today)
      throw new AppError('invalid_input', {
        problems: [{ where: 'on', what: 'This day is over. Choose a later one.' }],
      });
    const { standings } = await look(input.schoolId, work);
    const leaving = leavingTogether(standings, input.entryYear, work.today);
    if (leaving.length !== input.expected)
      throw conflict('expected', 'The register has changed since you looked. Look at it again.');
    const asked = leaving.map(({ id }): OfPupil => ({ personId: holderIdOf(id), asked: off(on, work.now) }));
    return askTogether(input.name, asked, asPerson(actor).person.id, work);
  },
  ledger: {
    kind: 'account.requested',
    ref: ({ output }) => output.batchId,
    payload: ({ input, output }) => ({
      kind: 'year leaves',
      batch: output.batchId,
      year: input.entryYear,
      on: input.on,
      people: output.people,
    }),
  },
});
