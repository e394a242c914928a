import { z } from 'zod';
import { AppError } from '../../errors';
import { Day, VersionId } from '../../ids';
import { useCase } from '../../use-case';
import { type Step, supersede, take } from '../lifecycle';
import type { VersionHead } from '../store';
import type { Work } from '../../ports';
import { type Actor, asPerson } from '../../access/actor';
import { versionSubject } from './drafting';

const DONE = { done: true as const };
const Reason = z.string().trim().min(3, 'Say why in a few words.').max(1_000, 'Keep the reason under 1,000 letters.');

async function step(version: VersionHead, what: Step, actor: Actor, work: Work): Promise<VersionHead> {
  const next = take(version, what, { by: asPerson(actor).person.id, at: work.now, today: work.today });
  await work.policies.changeState(next);
  return next;
}

export const approve = useCase({
  name: 'policies.approve',
  action: 'policy.approve',
  input: z.strictObject({
    versionId: VersionId,
    /** The exact text approved. */
    textHash: z.string(),
    change: z.enum(['substantive', 'minor']),
    reason: Reason,
  }),
  subject: ({ versionId }, work) => versionSubject(versionId, work),
  run: async ({ input, subject, actor }, work) => {
    if (subject.version.textHash !== input.textHash)
      throw new AppError('conflict', { detail: 'the draft has changed' });
    await step(subject.version, { kind: 'approve', change: input.change, reason: input.reason }, actor, work);
    return DONE;
  },
  ledger: {
    kind: 'policy.approved',
    payload: ({ input }) => ({ versionId: input.versionId, textHash: input.textHash, change: input.change }),
  },
});

export const sendBack = useCase({
  name: 'policies.sendBack',
  action: 'policy.approve',
  input: z.strictObject({ versionId: VersionId, reason: Reason }),
  subject: ({ versionId }, work) => versionSubject(versionId, work),
  run: async ({ input, subject, actor }, work) => {
    await step(subject.version, { kind: 'send_back', reason: input.reason }, actor, work);
    return DONE;
  },
  ledger: { kind: 'policy.drafted', payload: ({ input }) => ({ versionId: input.versionId, sentBack: true }) },
});

export const ratify = useCase({
  name: 'policies.ratify',
  action: 'policy.ratify',
  input: z.strictObject({
    versionId: VersionId,
    ratifiedOn: Day,
    minute: z.string().trim().min(1, 'Give the reference of the minute.').max(200, 'Keep the reference short.'),
  }),
  subject: ({ versionId }, work) => versionSubject(versionId, work),
  run: async ({ input, subject, actor }, work) => {
    await step(subject.version, { kind: 'ratify', on: input.ratifiedOn, minute: input.minute }, actor, work);
    return DONE;
  },
  ledger: {
    kind: 'policy.ratified',
    payload: ({ input }) => ({ versionId: input.versionId, on: input.ratifiedOn, minute: input.minute }),
  },
});

export const publish = useCase({
  name: 'policies.publish',
  action: 'policy.publish',
  input: z.strictObject({ versionId: VersionId, nextReviewOn: Day, pendingRatification: Reason.optional() }),
  subject: ({ versionId }, work) => versionSubject(versionId, work),
  run: async ({ input, subject, actor }, work) => {
    const { version } = subject;
    const { nextReviewOn } = input;
    const what = { kind: 'publish', nextReviewOn, pendingRatification: input.pendingRatification ?? null } as const;
    const next = take(version, what, { by: asPerson(actor).person.id, at: work.now, today: work.today });
    // The older one steps back first: the database allows one version in force.
    const inForce = (await work.policies.versions(version.policyId)).find((v) => v.state === 'published');
    if (inForce) await work.policies.changeState(supersede(inForce, work.now));
    await work.policies.changeState(next);
    return DONE;
  },
  ledger: {
    kind: 'policy.published',
    payload: ({ input, subject }) => ({
      versionId: input.versionId,
      policyId: subject.policy.id,
      textHash: subject.version.textHash,
      nextReviewOn: input.nextReviewOn,
    }),
  },
});
