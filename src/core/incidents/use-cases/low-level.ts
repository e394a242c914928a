import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { invalid } from '../../errors';
import { type CaseId, type EntryId, PersonId } from '../../ids';
import { fullName } from '../../people/person';
import { useCase } from '../../use-case';
import { fold } from '../case-fold';
import { type Named, digestOf } from '../case-entries';
import type { CaseRow } from '../case-store';
import type { LowLevelPattern, LowLevelRow } from '../case-views';
import { beFresh, schoolsOf } from './case-change';

const Words = z.string().trim().min(3, 'Write a few words.').max(4_000, 'Keep it under 4,000 letters.');

/**
 * A concern about an adult below the harm tests: what, context, what was done and why it is below. Kept apart from
 * cases, for the head alone; the adult is kept out of it like out of any case.
 */
export const recordLowLevel = useCase({
  name: 'lowLevel.record',
  action: 'case.low_level',
  input: z.strictObject({ personId: PersonId, text: Words, context: Words, did: Words, why: Words }),
  subject: async ({ personId }, work) => {
    const person = await work.people.person(personId);
    const about = await work.people.sameAs([personId]);
    return { schoolId: person?.schoolId ?? null, person, about };
  },
  run: async ({ input, subject, actor }, work) => {
    const me = asPerson(actor);
    await beFresh(me, work);
    const { person, about } = subject;
    if (!person) throw invalid('personId', 'Choose somebody from the staff list.');
    const id = work.newId<CaseId>();
    const row: CaseRow = {
      id,
      reference: `L-${id.slice(0, 8).toUpperCase()}`,
      reportId: null,
      kind: 'low_level',
      schoolId: person.schoolId,
      ownerId: me.person.id,
      priority: 3,
      state: 'open',
      node: null,
      rev: 1,
      openedAt: work.now,
      firstActionAt: work.now,
      dueAt: null,
      chaseAt: null,
      closedAt: null,
      isWaiting: false,
      leadSees: false,
      inFigures: false,
      category: null,
      year: null,
      outcome: null,
      barred: [],
      flags: ['subject_adult', 'low_level'],
    };
    await work.cases.add(row);
    const { personId, text, context, did, why } = input;
    const by = me.person.id;
    const entries = [
      { kind: 'opened' as const, reportId: null, chart: null, inputs: { flags: [] }, unfinished: false },
      {
        kind: 'person' as const,
        who: { kind: 'staff' as const, personId, name: fullName(person) },
        parts: ['instigator' as const],
      },
      { kind: 'concern' as const, text, context, did, why },
    ].map((entry) => ({ id: work.newId<EntryId>(), salt: work.newId<string>(), at: work.now, by, entry }));
    await work.cases.append(id, entries);
    await work.cases.join(id, [{ personId: by, part: 'owner' }]);
    await work.cases.about(id, about);
    await work.cases.bar(id, about);
    return { caseId: id, added: entries.map((e) => ({ id: e.id, digest: digestOf(e) })) };
  },
  ledger: {
    kind: 'incident.recorded',
    ref: ({ output }) => output.caseId,
    payload: ({ output }) => ({ case: output.caseId, what: 'lowLevel.record', entries: [...output.added] }),
  },
});

/** All concerns of one's schools, and who is in more than one of them. */
export const listLowLevel = useCase({
  name: 'lowLevel.list',
  action: 'case.read_low_level',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<{ rows: LowLevelRow[]; patterns: LowLevelPattern[] }> => {
    await beFresh(asPerson(actor), work);
    const rows: LowLevelRow[] = [];
    for (const row of await work.cases.lowLevel(schoolsOf(actor, ['head']))) {
      const entries = await work.cases.entries(row.id);
      // As `recordLowLevel` writes it, and as nothing else does.
      const who = fold(entries).people[0]!.who as Extract<Named, { kind: 'staff' }>;
      const { text, context, did, why } = entries.flatMap((e) => (e.entry.kind === 'concern' ? [e.entry] : []))[0]!;
      const { id, reference, openedAt } = row;
      rows.push({
        caseId: id,
        reference,
        at: openedAt,
        who: { id: who.personId, name: who.name },
        text,
        context,
        did,
        why,
      });
    }
    return { rows, patterns: patternsOf(rows) };
  },
  ledger: {
    kind: 'incident.read',
    payload: ({ output }) =>
      output.rows.length === 0 ? null : { cases: output.rows.map((r) => r.caseId), what: 'lowLevel.list' },
  },
});

/** Several small things about one adult may together meet the harm tests: those with most first. */
function patternsOf(rows: readonly LowLevelRow[]): LowLevelPattern[] {
  const groups = new Map<PersonId, LowLevelRow[]>();
  for (const row of rows) groups.set(row.who.id, [...(groups.get(row.who.id) ?? []), row]);
  return [...groups.values()]
    .filter((some) => some.length > 1)
    .map((some): LowLevelPattern => {
      const times = some.map((r) => r.at);
      return { who: some[0]!.who, count: some.length, firstAt: Math.min(...times), lastAt: Math.max(...times) };
    })
    .sort((a, b) => b.count - a.count);
}
