import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import type { Day } from '../../ids';
import type { SchoolCalendar } from '../../people/calendar';
import { schoolDayAt } from '../../people/day';
import { isInPost } from '../../people/employment';
import { fullName } from '../../people/person';
import { useCase } from '../../use-case';
import type { Viewer } from '../batch';
import { standingAt } from '../desired';
import { lapseOf } from '../gate';
import { type Known, knowledge } from '../knowledge';
import type { LapseView } from '../views';
import { viewerOf } from './batches';

/** Where somebody's yearly signature stands; null while nothing is to be said about it, or somebody has decided. */
export function lapseView(
  { person, facts }: Known,
  { now, today, calendar }: { readonly now: number; readonly today: Day; readonly calendar: SchoolCalendar },
): LapseView | null {
  if (facts.signedAt === null || standingAt(facts, now) !== 'working') return null;
  const stage = lapseOf(facts.signedAt, { today, calendar, schoolId: person.schoolId });
  return stage && { stage, signedOn: schoolDayAt(facts.signedAt) };
}

/**
 * Whose yearly signature has lapsed. While they are only warned it is a number; those who have not signed after that
 * are named, for a person to decide about. Nothing is restricted by itself.
 */
export const listLapses = useCase({
  name: 'accounts.lapses',
  action: 'account.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    if ((await work.accounts.scheme()) === null) return { warned: 0, escalated: [] };
    const viewer = viewerOf(actor);
    const people = (await work.people.everyone()).filter((p) => isInPost(p, work.today) && isSeenBy(viewer, p));
    const known = await knowledge(
      people.map((p) => p.id),
      work,
    );
    const calendar = await work.settings.calendar();
    const lapses = [...known.values()].map((k) => ({
      person: k.person,
      lapse: lapseView(k, { now: work.now, today: work.today, calendar }),
    }));
    const escalated = lapses.flatMap(({ person, lapse }) =>
      lapse?.stage === 'escalate'
        ? [{ personId: person.id, name: fullName(person), schoolId: person.schoolId, signedOn: lapse.signedOn }]
        : [],
    );
    const warned = lapses.filter(({ lapse }) => lapse?.stage === 'warn').length;
    return { warned, escalated: escalated.sort((a, b) => a.name.localeCompare(b.name)) };
  },
});

const isSeenBy = (
  { scope, not }: Viewer,
  p: { readonly id: Viewer['not'][number]; readonly schoolId: string },
): boolean =>
  !not.includes(p.id) &&
  (scope.kind === 'trust' || (scope.kind === 'schools' && scope.schoolIds.some((id) => id === p.schoolId)));
