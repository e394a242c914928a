import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import type { Notice } from '../../attestation/notices';
import type { Day, NoticeId, PersonId, SchoolId } from '../../ids';
import { type SchoolCalendar, isSchoolDay, workingMoment } from '../../people/calendar';
import { addDays, weekdayOf } from '../../people/day';
import type { LanternRole } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { reviewTerm } from '../reviews';
import { endingSoon } from './reviews';

/** How long into a term a review is first spoken of, in days before it is due. */
const AHEAD_DAYS = 21;
const OFFICE: readonly LanternRole[] = ['admin'];
const SLT: readonly LanternRole[] = ['head', 'deputy_head'];

/** Says, in working hours: each week to the office who ends, and each term to the leaders that rights want a look. */
export const remindRegisters = useCase({
  name: 'accounts.remind',
  action: 'account.work',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const calendar = await work.settings.calendar();
    const schools = (await work.people.schools()).filter((s) => isWorking(calendar, s.id, work));
    if (schools.length === 0 || (await work.accounts.scheme()) === null) return { planned: 0 };
    const soon = await endingSoon(work);
    const notices: Notice[] = [];
    for (const { id } of schools) {
      const mine = soon.filter((p) => p.schoolId === id);
      if (mine.length > 0)
        notices.push(
          ...(await weekly(
            id,
            mine.map((p) => p.id),
            work,
          )),
        );
      notices.push(...(await termly(id, work)));
    }
    return { planned: (await work.notices.add(notices)).length };
  },
  ledger: { kind: 'notice.sent', payload: ({ output }) => (output.planned > 0 ? { registers: output.planned } : null) },
});

const isWorking = (calendar: SchoolCalendar, id: SchoolId, { now, today }: Work): boolean =>
  isSchoolDay(calendar, id, today) && workingMoment(calendar, id, now) === now;

async function weekly(schoolId: SchoolId, ending: readonly PersonId[], work: Work): Promise<Notice[]> {
  const monday = addDays(work.today, 1 - weekdayOf(work.today));
  const office = await work.people.holders(OFFICE, schoolId, work.today);
  // Nobody is told of their own end by a list for the office.
  const told = office.filter((p) => !(ending.length === 1 && ending.includes(p.id)));
  const about = { key: `accounts ending ${schoolId} ${monday}`, link: '/tabs/work/accounts/ending', dueOn: null };
  return told.map((p) => noticeTo(p.id, about, work));
}

async function termly(schoolId: SchoolId, work: Work): Promise<Notice[]> {
  const { key, dueOn } = reviewTerm(work.today);
  if (addDays(work.today, AHEAD_DAYS) < dueOn) return [];
  const done = await work.accounts.reviews({ kind: 'schools', schoolIds: [schoolId] });
  if (done.some((r) => r.term === key)) return [];
  const leaders = await work.people.holders(SLT, schoolId, work.today);
  const about = { key: `accounts review ${schoolId} ${key}`, link: '/tabs/work/accounts/access', dueOn };
  return leaders.map((p) => noticeTo(p.id, about, work));
}

const noticeTo = (
  personId: PersonId,
  { key, link, dueOn }: { key: string; link: string; dueOn: Day | null },
  work: Work,
): Notice => ({
  id: work.newId<NoticeId>(),
  key: `${key} ${personId}`,
  personId,
  kind: 'accounts_waiting',
  title: '',
  link,
  dueOn,
  notBefore: work.now,
  createdAt: work.now,
  delivery: 'waiting',
  deliveredAt: null,
});
