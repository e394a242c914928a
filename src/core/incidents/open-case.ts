import type { CaseId, EntryId, PersonId, ReportId, SchoolId } from '../ids';
import type { Work } from '../ports';
import { fullName } from '../people/person';
import type { CaseRow, Member } from './case-store';
import type { Entry } from './case-entries';
import { dueAt } from './clocks';
import { type Condition, type Flag, holds } from './flags';

/** A report on its way to becoming a case, with the people section 4 of the flow has chosen for it. */
export interface Filing {
  /** Also the owner of the key that sealed the report. */
  readonly caseId: CaseId;
  readonly reportId: ReportId;
  readonly reportNumber: string;
  readonly schoolId: SchoolId;
  readonly reporterId: PersonId;
  readonly flags: readonly Flag[];
  /** Null: the outside contact of the settings. */
  readonly ownerId: PersonId | null;
  readonly toldIds: readonly PersonId[];
  /** Everybody it must be kept from: by post, by name, and the reporter who reports themselves. */
  readonly barredIds: readonly PersonId[];
  readonly namedIds: readonly PersonId[];
  readonly affectedIds: readonly PersonId[];
  /** Row of the sanction table that was suggested. */
  readonly category: string | null;
  readonly unfinished: boolean;
  /** Nobody has said whom it is about: those told may ring the reporter and open nothing yet. */
  readonly sealed: boolean;
}

/** Whose case a reader of the figures could recognise. */
const RECOGNISABLE: Condition = { any: ['subject_head', 'subject_dsl', 'subject_chair'] };
const GRAVE: Condition = { any: ['imagery', 'crime', 'adult_named'] };

/** P1 danger; P2 imagery, crime or an adult of the school; P3 all else. */
const priorityOf = (flags: readonly Flag[]): 1 | 2 | 3 => (holds('danger', flags) ? 1 : holds(GRAVE, flags) ? 2 : 3);

/** What follows from the flags for a case's row. */
export const standingOf = (flags: readonly Flag[]) => ({
  flags,
  priority: priorityOf(flags),
  isWaiting: holds('agency_hold', flags),
  leadSees: !holds('adult_named', flags),
  inFigures: !holds(RECOGNISABLE, flags),
});

/**
 * Makes the case of a report, in the reporter's own unit of work: they write it down and, unless they are named to it,
 * never see it again. Nobody is told here.
 */
export async function openCase(work: Work, filing: Filing): Promise<void> {
  const { caseId, flags } = filing;
  const [triage, barred, calendar, leads] = await Promise.all([
    work.charts.inForce('triage'),
    work.people.sameAs(filing.barredIds),
    work.settings.calendar(),
    work.people.holders(['safeguarding_lead'], filing.schoolId, work.today),
  ]);
  const isLeadHurt = leads.some((p) => filing.affectedIds.includes(p.id));
  const row: CaseRow = {
    id: caseId,
    reference: filing.reportNumber,
    reportId: filing.reportId,
    kind: 'incident',
    schoolId: filing.schoolId,
    ownerId: filing.sealed ? null : filing.ownerId,
    ...standingOf(flags),
    ...((filing.sealed || isLeadHurt) && { leadSees: false }),
    state: filing.sealed ? 'sealed' : 'open',
    node: triage.start,
    rev: 1,
    openedAt: work.now,
    firstActionAt: null,
    dueAt: dueAt(triage, triage.start, flags, { calendar, schoolId: filing.schoolId, arrivedAt: () => work.now }),
    chaseAt: null,
    closedAt: null,
    category: filing.category,
    year: null,
    outcome: null,
    barred: [],
  };
  await work.cases.add(row);
  await add(work, caseId, {
    kind: 'opened',
    reportId: filing.reportId,
    chart: { id: 'triage', version: triage.version },
    inputs: { flags: [...flags] },
    unfinished: filing.unfinished,
  });
  for (const person of (await work.people.byIds(filing.namedIds)).values())
    await add(work, caseId, {
      kind: 'person',
      who: { kind: 'staff', personId: person.id, name: fullName(person) },
      parts: ['instigator'],
    });
  await work.cases.join(caseId, membersOf(filing, barred));
  await work.cases.about(caseId, [...new Set([...filing.namedIds, ...filing.affectedIds])]);
  await work.cases.bar(caseId, barred);
}

/** These people may open the case from now on. Whoever is kept out of it stays out. */
export async function tellMore(
  work: Work,
  caseId: CaseId,
  more: { readonly toldIds: readonly PersonId[]; readonly ownerId?: PersonId },
): Promise<void> {
  const row = await work.cases.lock(caseId);
  if (!row) return;
  const isKept = (id: PersonId): boolean => row.barred.includes(id);
  const told = more.toldIds.filter((id) => !isKept(id)).map((personId) => ({ personId, part: 'told' as const }));
  const ownerId = more.ownerId !== undefined && !isKept(more.ownerId) ? more.ownerId : null;
  await work.cases.join(caseId, [...told, ...(ownerId ? [{ personId: ownerId, part: 'owner' as const }] : [])]);
  if (ownerId && row.ownerId === null) {
    await add(work, caseId, { kind: 'owner', ownerId, why: 'waiting' }, null);
    await work.cases.change(caseId, { ownerId, rev: row.rev + 1 });
  }
}

/** Adds one entry; `by` null is the service. */
async function add(work: Work, caseId: CaseId, entry: Entry, by: PersonId | null = null): Promise<void> {
  await work.cases.append(caseId, [{ id: work.newId<EntryId>(), salt: work.newId(), at: work.now, by, entry }]);
}

const membersOf = (
  { ownerId, toldIds, sealed }: Filing,
  barred: readonly PersonId[],
): Pick<Member, 'personId' | 'part'>[] => [
  ...(ownerId && !sealed ? [{ personId: ownerId, part: 'owner' as const }] : []),
  ...toldIds
    .filter((id) => (sealed || id !== ownerId) && !barred.includes(id))
    .map((personId) => ({ personId, part: 'told' as const })),
];
