import type { z } from 'zod';
import { type Actor, type PersonActor, asPerson, entriesOf, holdsAnywhere } from '../../access/actor';
import type { Action, Subject } from '../../access/rules';
import { AppError, notFound } from '../../errors';
import type { CaseId, PersonId } from '../../ids';
import type { LanternRole } from '../../people/person';
import type { Work } from '../../ports';
import { type UseCase, useCase } from '../../use-case';
import { CaseInHand } from '../case-in-hand';
import type { CaseRow, MemberPart, Viewer } from '../case-store';
import { viewOf } from '../case-view';
import type { CaseAnswer, CaseView } from '../case-views';

/** A sign-in is fresh for this long, and stays so while its owner keeps working on cases. */
const IDLE_MS = 15 * 60_000;
const WORKING: readonly MemberPart[] = ['owner', 'manager', 'second', 'investigator'];
const LEAD: readonly LanternRole[] = ['safeguarding_lead'];

export interface CaseSubject extends Subject {
  readonly memberIds: readonly PersonId[];
  readonly row: CaseRow;
}

type Find = 'byId' | 'lock';
type Who = 'everyone in it' | 'those who work it' | 'those who were rung';

/**
 * A case with those it was opened to, person by person. A sealed one is open to nobody, but for those who were rung and
 * have yet to say whom it is about. @throws AppError `not_found`.
 */
export async function caseFor(work: Work, caseId: CaseId, who: Who, find: Find): Promise<CaseSubject> {
  const row = await work.cases[find](caseId);
  if (!row) throw notFound();
  const isSealed = row.state === 'sealed';
  const isOpenTo = (part: MemberPart): boolean =>
    who === 'those who were rung' ? isSealed : !isSealed && (who === 'everyone in it' || WORKING.includes(part));
  const members = (await work.cases.members(caseId)).filter((m) => m.until === null && isOpenTo(m.part));
  const leads = row.leadSees && !isSealed ? await work.people.holders(LEAD, row.schoolId, work.today) : [];
  return {
    schoolId: row.schoolId,
    row,
    memberIds: [...members.map((m) => m.personId), ...leads.map((p) => p.id)],
    about: row.barred,
  };
}

/**
 * Nobody reads a case from a screen left open: the sign-in is at most a quarter of an hour old, or its owner worked on a
 * case since then without a longer pause. @throws AppError `step_up`.
 */
export async function beFresh(actor: PersonActor, work: Work): Promise<void> {
  const { at } = actor.signIn;
  if (at === null) throw new AppError('step_up', { detail: 'the sign-in does not say when it was' });
  const looked = await work.cases.lastLook(actor.person.id, at);
  if (work.now - Math.max(at, looked ?? 0) > IDLE_MS) throw new AppError('step_up', { detail: 'idle too long' });
  await work.cases.look(actor.person.id, at);
}

/** Whose lists these are. */
export const viewerOf = (actor: PersonActor): Viewer => ({
  personIds: entriesOf(actor),
  leadsAt: holdsAnywhere(actor, LEAD) ? schoolsOf(actor, LEAD) : [],
});

/** The schools for which somebody holds one of the roles; null among them is the whole trust. */
export function schoolsOf(actor: Actor, roles: readonly LanternRole[]): Viewer['leadsAt'] {
  const held = asPerson(actor).roles.filter((h) => roles.includes(h.role));
  return held.map((h) => h.schoolId);
}

interface Change<Input extends { readonly caseId: CaseId }> {
  readonly name: string;
  readonly action: Action;
  readonly input: z.ZodType<Input>;
  readonly who?: Who;
  /** Where the case may stand; open unless said. */
  readonly in?: readonly CaseRow['state'][];
  act(c: CaseInHand, input: Input): Promise<void> | void;
}

/** What the ledger says of work on a case: which, what was done, and what the new entries come to. */
const recorded = <Input extends { readonly caseId: CaseId }>(name: string) => ({
  kind: 'incident.recorded' as const,
  ref: ({ input }: { input: Input }) => input.caseId as string,
  payload: ({ input, output }: { input: Input; output: CaseAnswer }) =>
    output.added.length === 0 ? null : { case: input.caseId, what: name, entries: [...output.added] },
});

/** A use case that adds to a case. It answers with the case as it is then. */
export function caseChange<Input extends { readonly caseId: CaseId }>(
  change: Change<Input>,
): UseCase<Input, CaseSubject, CaseAnswer> {
  const { name, action, input } = change;
  return useCase({
    name,
    action,
    input,
    subject: ({ caseId }, work) => caseFor(work, caseId, change.who ?? 'those who work it', 'lock'),
    run: async (run, work) => {
      const actor = asPerson(run.actor);
      await beFresh(actor, work);
      const { row } = run.subject;
      if (!(change.in ?? ['open']).includes(row.state))
        throw new AppError('conflict', { detail: `it is ${row.state}` });
      const c = await CaseInHand.take(work, actor, row);
      await change.act(c, run.input);
      const added = await c.keep();
      return { view: await viewAfter(work, actor, row.id), added };
    },
    ledger: recorded<Input>(name),
  });
}

/** The case as whoever changed it may see it now: null when the change has kept them out. */
export async function viewAfter(work: Work, actor: PersonActor, caseId: CaseId): Promise<CaseView | null> {
  if (!(await work.cases.byId(caseId))) return null;
  const after = await caseFor(work, caseId, 'everyone in it', 'byId');
  if (!entriesOf(actor).some((id) => after.memberIds.includes(id))) return null;
  return viewOf(await CaseInHand.take(work, actor, after.row));
}
