import { z } from 'zod';
import { type Actor, scopeOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { AppError } from '../../errors';
import type { PupilId, SchoolId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type PupilListPlan, planPupilList, pupilListHash } from '../pupil-list';

/** A pupil list, decoded to rows by the adapter that reads files. */
const List = z.strictObject({
  rows: z.array(z.strictObject({ line: z.number(), cells: z.array(z.string()) })),
  isComplete: z.boolean(),
});

const nameOf = (p: { readonly givenName: string; readonly familyName: string }): string =>
  `${p.givenName} ${p.familyName}`.trim();

/** What a pupil list would change: classes, years and who is on roll. Changes nothing. */
export const previewPupils = useCase({
  name: 'pupils.previewList',
  action: 'people.import',
  input: List,
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const plan = await planned(input, actor, work);
    return {
      adds: plan.adds.map(({ line, pupil }) => ({ line, name: nameOf(pupil), className: pupil.className })),
      changes: plan.changes.map(({ line, pupil, was }) => ({
        line,
        name: nameOf(pupil),
        className: pupil.className,
        before: was.className,
      })),
      leaves: plan.leaves.map((p) => ({ name: nameOf(p), className: p.className })),
      unchanged: plan.unchanged,
      problems: plan.problems,
      ignoredColumns: plan.ignoredColumns,
      hash: pupilListHash(plan),
    };
  },
});

/** @throws AppError `conflict` when what the list would change is no longer what was shown. */
export const applyPupils = useCase({
  name: 'pupils.applyList',
  action: 'people.import',
  input: List.extend({ hash: z.string() }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const plan = await planned(input, actor, work);
    if (pupilListHash(plan) !== input.hash) throw changed();
    const added = await work.attestations.addPupils(
      plan.adds.map(({ pupil }) => ({ ...pupil, id: work.newId<PupilId>() })),
    );
    // Somebody else has sent the same list at this moment: what is theirs stays, and nothing of this one comes in.
    if (added < plan.adds.length) throw changed();
    const leaving = plan.leaves.map((p) => ({ ...p, endsOn: work.today }));
    await work.attestations.changePupils([...plan.changes.map((c) => c.pupil), ...leaving]);
    return { added: plan.adds.length, changed: plan.changes.length, left: leaving.length };
  },
  ledger: { kind: 'people.imported', payload: ({ input, output }) => ({ pupils: input.hash, ...output }) },
});

const changed = (): AppError =>
  new AppError('conflict', {
    problems: [{ where: 'list', what: 'The pupils have changed since you looked. Look at the changes again.' }],
  });

/** Whoever works for one school brings in that school's pupils only: the others are neither seen nor touched. */
async function planned(input: z.infer<typeof List>, actor: Actor, work: Work): Promise<PupilListPlan> {
  const scope = scopeOf(actor, ['head', 'deputy_head', 'admin']);
  const isMine = (id: SchoolId): boolean =>
    scope.kind === 'trust' || (scope.kind === 'schools' && scope.schoolIds.includes(id));
  return planPupilList({
    ...input,
    existing: (await work.attestations.pupils(null)).filter((p) => isMine(p.schoolId)),
    schools: (await work.people.schools()).filter((s) => isMine(s.id)),
    today: work.today,
  });
}
