import type { Output } from '../../src/api/contract';
import { casePages as words } from '../../src/texts/en-gb';
import { longDate, shortDate, time } from '../ui/dates';

export type CaseRow = Output<'cases.list'>['rows'][number];
export type CaseView = Output<'cases.read'>;
export type CaseId = CaseView['caseId'];
export type TimelineRow = CaseView['timeline'][number];

const LEADERS = ['subject_head', 'subject_dsl', 'subject_deputy', 'subject_chair', 'subject_ict'];

/** What it is, in a few words that tell no story: most serious first. */
export function whatItIs(flags: readonly string[], most = 3): string {
  const has = (...any: string[]): boolean => any.some((flag) => flags.includes(flag));
  const { what } = words;
  const said = [
    has('danger') && what.danger,
    has('imagery') && what.imagery,
    has('crime') && !has('imagery') && what.crime,
    has(...LEADERS) && what.lead,
    has('subject_adult', 'subject_self') && what.adult,
    has('subject_pupil', 'affected_pupil') && what.pupil,
    has('affected_staff') && what.staff,
    has('subject_outside') && what.outside,
    has('subject_unknown') && what.unknown,
    has('unfinished') && what.unfinished,
  ].filter((part) => part !== false);
  return said.length === 0 ? what.other : said.slice(0, most).join(' · ');
}

/** "Friday 4 September 2026 10:42" */
export const moment = (at: number): string => `${longDate(at)} ${time(at)}`;

export function clockOf(dueAt: number | null, now: number): { text: string; isLate: boolean } {
  if (dueAt === null) return { text: words.noClock, isLate: false };
  const when = `${shortDate(dueAt)} ${time(dueAt)}`;
  return dueAt < now ? { text: words.overdue(when), isLate: true } : { text: words.due(when), isLate: false };
}
